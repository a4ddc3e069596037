import Foundation
import NotebookSyntax

extension Session {
    /// What to tell about a cell that ended early while its process lives on; nil when it didn't.
    func failure(of end: RunEnd, _ cell: RunningCell, _ plan: CellPlan) -> CellFailure? {
        switch end.status {
        case "ok": return nil
        case "error":
            let (name, value) = end.thrown ?? ("Error", "")
            return failure(name, value, place(end, cell, plan))
        default:
            guard let stop = end.stop else { return CellFailure("EngineError", "the cell stopped") }
            let lines = frames(stop, end, cell, plan)
            switch stop.reason {
            case .interrupt: return failure("Interrupted", "the variables keep what they had by then", lines)
            case .exit:
                return failure("Exit", "the cell called exit(\(stop.code)); the session goes on", lines)
            case .trap:
                let note =
                    stop.isOtherThread
                    ? "It was on another thread, which stands still now; so does the cell."
                    : "Variables are kept; one that was being changed may be half changed."
                return failure("FatalError", trapText(stop, end), lines, note)
            }
        }
    }

    /// Starts a new process after the old one has ended; types and functions are loaded again, nothing is run again.
    func recover(_ cell: RunningCell, _ plan: CellPlan, _ end: RunEnd, _ status: Int32) throws -> CellFailure {
        let names = state.variables.keys.sorted()
        state.lost.formUnion(names)
        state.variables = [:]
        host = try HostProcess(configuration, directory: workspace.path)
        load(supportLibraries + state.packages.map(\.library))
        for number in state.live {
            let variables = state.records[number]!.plan.declarations.filter { $0.kind == .variable }.map(\.name)
            if !variables.isEmpty {
                state.records[number]!.reached = 0
                state.records[number]!.pending.formUnion(variables)
            }
            load([workspace.library(number)])
        }
        let lost = names.isEmpty ? "there were none" : names.joined(separator: ", ")
        let note = "The process was started anew: types and functions are kept, variables are gone (\(lost))."
        let lines = end.stop.map { frames($0, end, cell, plan) } ?? place(end, cell, plan)
        if let stop = end.stop, stop.reason == .trap { return failure("FatalError", trapText(stop, end), lines, note) }
        if interruption.wasForced { return failure("Interrupted", "the process had to be ended", lines, note) }
        let how =
            status >= 128
            ? "by signal \(status - 128) (\(String(cString: strsignal(status - 128))))" : "with status \(status)"
        return failure("ProcessEnded", "the process of the cells ended \(how)", lines, note)
    }

    private func failure(_ name: String, _ value: String, _ lines: [String], _ note: String? = nil) -> CellFailure {
        CellFailure(
            name, value,
            traceback: lines + ["\(Excerpt.red)\(name)\(Excerpt.plain): \(value)"] + (note.map { [$0] } ?? []))
    }

    private func trapText(_ stop: HostStop, _ end: RunEnd) -> String {
        if stop.isStackOverflow { return "stack overflow: a recursion that doesn't end?" }
        if let message = end.trapMessage { return message.isEmpty ? "fatalError()" : message }
        switch stop.signal {
        case SIGILL, SIGTRAP:
            return "a check failed without a message (signal \(stop.signal))"
                + (compiler.optimization == "-Onone" ? "" : "; with %opt -Onone most have one")
        case SIGSEGV, SIGBUS: return "an invalid address was used (signal \(stop.signal))"
        default: return String(cString: strsignal(stop.signal))
        }
    }

    private func frames(_ stop: HostStop, _ end: RunEnd, _ cell: RunningCell, _ plan: CellPlan) -> [String] {
        let frames = Traceback(toolchain: toolchain).frames(stop.frames)
        // Code that waits in the system keeps no frames: the statement is known better than its line.
        let waits =
            stop.reason == .interrupt && stop.frames.first.flatMap { Workspace.cell(ofLibrary: $0.image) } == nil
        if frames.isEmpty || waits && frames.allSatisfy({ $0.function == "top level" }) {
            return place(end, cell, plan)
        }
        return frames.flatMap { Excerpt.frame($0.cell, $0.place, $0.function, state.codes[$0.cell]) }
    }

    /// The statement at which the cell ended.
    private func place(_ end: RunEnd, _ cell: RunningCell, _ plan: CellPlan) -> [String] {
        guard plan.places.indices.contains(end.statement) else { return [] }
        return Excerpt.frame(cell.number, plan.places[end.statement], "top level", cell.code)
    }
}
