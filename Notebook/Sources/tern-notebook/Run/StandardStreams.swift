import Foundation
import NotebookFiles

/// The standard output; what a reader that has gone away doesn't take is lost.
enum StandardOutput {
    static func write(_ text: String) { try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) }
}

/// The standard error output.
enum StandardError {
    static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    /// Writes text with a terminal's colours, which are left out where no terminal shows it.
    static func write(coloured text: String) { write(isatty(STDERR_FILENO) == 1 ? text : TerminalText.plain(text)) }
}
