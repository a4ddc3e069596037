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
        StandardError.write("cell \(text) of \(count)  \(cell.firstLine)")
    }

    func end(_ outcome: Outcome) {
        guard !isSilent else { return }
        let mark = outcome.status == .ok ? "" : ", \(outcome.status.rawValue)"
        StandardError.write("  (\(String(format: "%.2f", outcome.seconds)) s\(mark))\n")
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
