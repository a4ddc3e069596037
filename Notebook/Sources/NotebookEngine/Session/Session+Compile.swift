import Foundation
import NotebookSyntax

extension Session {
    /// Makes a cell's library.
    ///
    /// - Returns: its plan.
    /// - Throws: `CellFailure` with the compiler's messages.
    func compile(_ cell: RunningCell, _ onEvent: (CellEvent) -> Void) throws -> CellPlan {
        var planner = CellPlanner(number: cell.number)
        planner.knownImports = state.imports
        planner.showsResult = cell.showsResult
        let plan: CellPlan
        do {
            plan = try planner.plan(cell.code)
        } catch let error as SyntaxProblems {
            throw failure(
                error.problems.map {
                    CompilerMessage(severity: .error, text: $0.message, cell: cell.number, place: $0.place)
                })
        }
        let before = state.records
        var rewritten = replace(by: plan)
        do {
            rewritten += try refreshInterfaces(mentioning: plan.mentioned)
            try compile(cell, plan, onEvent)
        } catch {
            // The cell doesn't exist, so nothing is replaced.
            state.records = before
            for number in rewritten {
                try? refreshInterface(number)
                state.records[number]!.pending = before[number]!.pending
            }
            throw error
        }
        return plan
    }

    private func compile(_ cell: RunningCell, _ plan: CellPlan, _ onEvent: (CellEvent) -> Void) throws {
        let anchors = state.anchors(mentioning: plan.mentioned)
        let prelude = Prelude.source(for: cell.number, live: state.live, anchors: anchors)
        try write(prelude + plan.source, to: workspace.source(cell.number))
        let compiled = try compiler.compile(cell.number)
        let messages = CompilerMessage.parse(compiled.messages)
        guard compiled.succeeded else {
            if compiler.tool.takeStopped() { throw CellFailure("Interrupted", "while compiling") }
            throw failure(messages, otherwise: compiled.messages)
        }
        let warnings = shown(messages.withoutThoseOfScripts)
        if !warnings.isEmpty { onEvent(.stream(.stderr, warnings.joined(separator: "\n") + "\n")) }
        let linked = try compiler.linkLibrary(cell.number, imports: !plan.imports.isEmpty)
        guard linked.succeeded else {
            if compiler.tool.takeStopped() { throw CellFailure("Interrupted", "while linking") }
            throw CellFailure("LinkError", linked.messages)
        }
    }

    func write(_ text: String, to path: String) throws {
        do { try text.write(toFile: path, atomically: false, encoding: .utf8) } catch {
            throw CellFailure("EngineError", "cannot write \(path): \(error.localizedDescription)")
        }
    }

    // MARK: - Messages

    private func failure(_ messages: [CompilerMessage], otherwise text: String = "") -> CellFailure {
        let errors = messages.filter { $0.severity == .error }
        guard let first = errors.first else { return CellFailure("CompilerFailure", text) }
        if let other = errors.first(where: { $0.text.contains("cannot be imported by the Swift") }) {
            return CellFailure(
                "CompileError",
                """
                \(other.text)
                The library was built with another compiler than this one (\(swiftVersion)).
                Build it again: swift build -c release --package-path Notebook
                """)
        }
        let value = first.place.map { "\($0.line):\($0.column): \(first.text)" } ?? first.text
        return CellFailure("CompileError", value, traceback: shown(messages.withoutThoseOfScripts) + lostNotes(errors))
    }

    /// The lines for the reader. Only an error may be without a place in a cell: the rest is about what the engine has added.
    private func shown(_ messages: [CompilerMessage]) -> [String] {
        messages.filter { $0.severity == .error || $0.place != nil }
            .flatMap { Excerpt.lines(for: $0) { self.state.codes[$0] } }
    }

    private func lostNotes(_ errors: [CompilerMessage]) -> [String] {
        let missing = errors.compactMap { $0.text.wholeMatch(of: /cannot find '(.*)' in scope.*/)?.1 }.map(String.init)
        return Set(missing).intersection(state.lost).sorted().map {
            "'\($0)' was lost when the process was started anew: run the cell that declares it again."
        }
    }
}
