import ArgumentParser
import Foundation
import NotebookEngine

/// `tern-notebook repl`: cells at a terminal's prompt.
struct ReplCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl",
        abstract: "Runs Swift cells at a prompt, with Tern imported on request and everything kept between them.",
        discussion: """
            Enter runs the cell when it is complete and begins a new line otherwise; an empty line runs it in any case, \
            Alt-Enter never does. Arrows move and bring back earlier cells, Tab completes, Ctrl-C gives up the text or \
            stops the running cell, Ctrl-D ends. %help shows the commands that cells may begin with.

            If the standard input is no terminal, its lines are the cells: as many together as make a whole one.
            """)

    func run() throws {
        let session: Session
        do { session = try Session() } catch {
            StandardError.write("\(error)\n")
            throw ExitCode(69)
        }
        defer { session.shutdown() }
        let watch = RunWatch(session)
        defer { watch.end() }
        let hasFailed = RawTerminal().map { interactive(session, watch, $0) } ?? piped(session, watch)
        if hasFailed { throw ExitCode.failure }
    }

    /// Reads cells from a terminal until its user has enough.
    private func interactive(_ session: Session, _ watch: RunWatch, _ terminal: RawTerminal) -> Bool {
        greet(session)
        var editor = LineEditor(terminal)
        editor.continuation = { text in
            if case .incomplete(let indent) = session.isComplete(text) { indent } else { nil }
        }
        editor.completions = { text, cursor in
            let found = session.complete(text, cursor: cursor)
            return (found.matches, found.range)
        }
        while true {
            switch editor.readCell(prompt: prompt(session)) {
            case .end: return false
            case .cancelled: continue
            case .cell(let text) where text.allSatisfy(\.isWhitespace): continue
            case .cell(let text): _ = execute(text, session, watch)
            }
        }
    }

    /// Runs the standard input's lines; true after an error. A terminal that cannot move its cursor gets prompts.
    private func piped(_ session: Session, _ watch: RunWatch) -> Bool {
        let hasPrompt = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        if hasPrompt { greet(session) }
        var hasFailed = false
        var cell = ""
        while true {
            if hasPrompt { StandardOutput.write(cell.isEmpty ? prompt(session) : "   ...: ") }
            guard let line = readLine(strippingNewline: false) else { break }
            cell += line
            if case .incomplete = session.isComplete(cell) { continue }
            if !cell.allSatisfy(\.isWhitespace) { hasFailed = !execute(cell, session, watch) || hasFailed }
            cell = ""
        }
        if hasPrompt { StandardOutput.write("\n") }
        if !cell.allSatisfy(\.isWhitespace) { hasFailed = !execute(cell, session, watch) || hasFailed }
        return hasFailed
    }

    private func greet(_ session: Session) {
        StandardOutput.write("\(session.swiftVersion). %help for help, Ctrl-D to leave.\n")
    }

    private func prompt(_ session: Session) -> String { "In [\(session.executionCount + 1)]: " }

    private func execute(_ text: String, _ session: Session, _ watch: RunWatch) -> Bool {
        watch.begin(timeout: nil)
        let progress = RunProgress(isSilent: true, printsOutputs: true)
        let outcome = session.execute(text) { event in
            progress.show(event)
            if case .error(let name, let value, let traceback) = event {
                let lines = traceback.isEmpty ? ["\(name): \(value)"] : traceback
                StandardError.write(coloured: lines.joined(separator: "\n") + "\n")
            }
        }
        _ = watch.endOfCell()
        return outcome.status == .ok
    }
}
