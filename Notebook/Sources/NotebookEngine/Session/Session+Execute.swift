import Foundation
import NotebookSyntax

extension Session {
    /// Runs a cell and waits for its end.
    ///
    /// - Parameters:
    ///   - code: the cell's text.
    ///   - cell: a name that stays the same when the cell is run again. Default: none.
    ///   - silent: whether to run without counting and without a result. Default: false.
    ///   - onEvent: is told what happens while it happens, on the calling thread.
    /// - Returns: how it ended.
    public func execute(
        _ code: String, cell: String? = nil, silent: Bool = false, onEvent: (CellEvent) -> Void
    ) -> Outcome {
        let start = ContinuousClock.now
        guard !isShutDown else { return Outcome(status: .aborted, executionCount: executionCount, seconds: 0) }
        let number: Int
        if silent {
            silentCount += 1
            number = 1_000_000 + silentCount
        } else {
            executionCount += 1
            number = executionCount
        }
        var cell = RunningCell(number: number, code: code, name: cell, showsResult: !silent)
        var status = Outcome.Status.ok
        do {
            try run(&cell, onEvent)
        } catch {
            status = .error
            let failure = error as? CellFailure ?? CellFailure("EngineError", "\(error)")
            onEvent(.error(name: failure.name, value: failure.value, traceback: failure.traceback))
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        if cell.isTimed { onEvent(.stream(.stdout, cell.timing(seconds))) }
        return Outcome(status: status, executionCount: executionCount, seconds: seconds)
    }

    private func run(_ cell: inout RunningCell, _ onEvent: (CellEvent) -> Void) throws {
        try obeyMagics(&cell, onEvent)
        state.codes[cell.number] = cell.code
        guard cell.code.contains(where: { !$0.isWhitespace }) else { return }
        _ = compiler.tool.takeStopped()
        let plan = try interruption.during({ [compiler] _ in compiler.tool.stop() }) {
            let compileStart = ContinuousClock.now
            defer { cell.compileSeconds = (ContinuousClock.now - compileStart) / .seconds(1) }
            return try compile(cell, onEvent)
        }
        try load(cell, plan, onEvent)
    }
}

/// A cell that is being run.
struct RunningCell {
    let number: Int
    /// Its text; the lines of magics are empty.
    var code: String
    let name: String?
    let showsResult: Bool
    var isTimed = false
    var compileSeconds = 0.0

    func timing(_ seconds: Double) -> String {
        func text(_ seconds: Double) -> String {
            seconds < 1 ? "\(Int((seconds * 1000).rounded())) ms" : "\((seconds * 100).rounded() / 100) s"
        }
        return "compiled in \(text(compileSeconds)), ran in \(text(max(seconds - compileSeconds, 0)))\n"
    }
}

/// Why a cell ended early, for the reader.
struct CellFailure: Error {
    var name: String
    var value: String
    var traceback: [String]

    init(_ name: String, _ value: String, traceback: [String] = []) {
        self.name = name
        self.value = value
        self.traceback = traceback.isEmpty ? ["\(Excerpt.red)\(name)\(Excerpt.plain): \(value)"] : traceback
    }
}
