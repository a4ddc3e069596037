import Foundation
import NotebookEngine
import NotebookFiles

/// Says on the standard error output how far a run is, or prints what its cells put out.
struct RunProgress {
    var isSilent = false
    /// Whether text goes to the standard output as it comes.
    var printsOutputs = false

    func begin(_ cell: NotebookCell, number: Int, of count: Int) {
        guard !isSilent else { return }
        let width = "\(count)".count
        let text = String(repeating: " ", count: width - "\(number)".count) + "\(number)"
        let begin = "cell \(text) of \(count)  "
        StandardError.write(begin + fitting(cell.firstLine, behind: begin))
    }

    /// The text, cut so that it stays in the terminal's line with what stands before it and with the time.
    private func fitting(_ text: String, behind begin: String) -> String {
        guard let columns = StandardStreams.columns(STDERR_FILENO) else { return text }
        var room = columns - begin.count - Self.endColumns
        let all = text.reduce(0) { $0 + $1.columns }
        if all <= room { return text }
        return String(
            text.prefix { character in
                room -= character.columns
                return room > 0
            }) + "…"
    }

    /// What `  (12.34 s, error)` takes.
    private static let endColumns = 18

    func end(_ outcome: Outcome) {
        guard !isSilent else { return }
        let mark = outcome.status == .ok ? "" : ", \(outcome.status.rawValue)"
        StandardError.write("  (\(String(format: "%.2f", outcome.seconds)) s\(mark))\n")
    }

    /// Shows the error of a cell after which the run goes on: printed with what the cells put out, or as far as nobody expected it.
    func show(_ failure: String, isExpected: Bool) {
        if printsOutputs || !isExpected { StandardError.write(coloured: failure + "\n") }
    }

    func show(_ event: CellEvent) {
        guard printsOutputs else { return }
        switch event {
        case .stream(.stdout, let text): StandardOutput.write(text)
        case .stream(.stderr, let text): StandardError.write(text)
        // The picture that is updated would be printed over and over.
        case .display(_, _, update: true), .error: break
        case .display(let data, _, _), .result(let data):
            if let text = data["text/plain"] { StandardOutput.write(text.hasSuffix("\n") ? text : text + "\n") }
        }
    }
}
