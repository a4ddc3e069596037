import Foundation
import NotebookEngine
import NotebookFiles

/// Runs a notebook's cells one after the other.
struct NotebookRunner {
    /// What a cell left.
    struct CellResult {
        var outputs: [CellOutput]
        var executionCount: Int?
    }

    struct Result {
        /// The code cells that have run, by their position in the notebook.
        var cells: [Int: CellResult] = [:]
        /// Why the run ended early.
        var failure: String?
        var wasInterrupted = false
    }

    let session: Session
    var timeout: Double?
    var allowsErrors = false
    /// Whether an error is no surprise where one is stored.
    var expectsStoredErrors = false
    var progress: RunProgress

    /// Runs all cells, or those up to the first error.
    func run(_ document: NotebookDocument) -> Result {
        let watch = RunWatch(session)
        defer { watch.end() }
        var result = Result()
        var collector = OutputCollector()
        let places = document.codeCells.filter { !document.cells[$0].isEmpty }
        for index in document.codeCells where document.cells[index].isEmpty {
            result.cells[index] = CellResult(outputs: [])
        }
        for (number, index) in places.enumerated() {
            let cell = document.cells[index]
            progress.begin(cell, number: number + 1, of: places.count)
            collector.begin(cell: index)
            watch.begin(timeout: timeout)
            var failure: String?
            let outcome = session.execute(cell.source, cell: cell.id ?? "cell-\(index)") { event in
                progress.show(event)
                if case .error(let name, let value, let traceback) = event {
                    failure = traceback.isEmpty ? "\(name): \(value)" : traceback.joined(separator: "\n")
                }
                collector.add(event, cell: index, executionCount: session.executionCount)
            }
            let stop = watch.endOfCell()
            progress.end(outcome)
            result.cells[index] = CellResult(outputs: [], executionCount: outcome.executionCount)

            let isExpected = cell.tags.contains("raises-exception") || expectsStoredErrors && cell.hasError
            let mayGoOn = isExpected || allowsErrors
            if let failure, mayGoOn, stop == nil { progress.show(failure, isExpected: isExpected) }
            guard stop == .interrupted || outcome.status != .ok && (!mayGoOn || stop != nil) else { continue }
            result.wasInterrupted = stop == .interrupted
            let reason = stop == .timeout ? "the cell took longer than \(timeout ?? 0) seconds\n" : ""
            result.failure =
                "cell \(index + 1), \(cell.firstLine)\n\(reason)\(failure ?? (stop == .interrupted ? "Interrupted" : "the session ended"))"
            break
        }
        // Later cells may have changed what earlier ones show.
        for (index, outputs) in collector.outputs { result.cells[index]?.outputs = outputs }
        return result
    }
}

extension OutputCollector {
    /// Takes what happened in a cell.
    mutating func add(_ event: CellEvent, cell: Int, executionCount: Int) {
        switch event {
        case .stream(let name, let text): stream(text, name: name.rawValue, cell: cell)
        case .display(let data, let id, let update): display(MimeBundle(data), id: id, isUpdate: update, cell: cell)
        case .result(let data): append(.result(MimeBundle(data), executionCount: executionCount), cell: cell)
        case .error(let name, let value, let traceback):
            append(.error(name: name, value: value, traceback: traceback), cell: cell)
        }
    }
}

extension NotebookCell {
    /// Whether an error is stored.
    var hasError: Bool { outputs.contains { if case .error = $0 { true } else { false } } }

    /// What the cell begins with, to be recognised by.
    var firstLine: String {
        let line = source.split(separator: "\n").first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        return line.count > 60 ? line.prefix(60) + "…" : String(line)
    }
}
