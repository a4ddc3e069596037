import Foundation
import TernCore

/// How the page marks headings and `In [n]`.
package struct NotebookStyle: Sendable {
    /// Whether the marks are for a terminal.
    package let isStyled: Bool

    /// Text and nothing else.
    package static let plain = NotebookStyle(isStyled: false)

    /// Bold on a terminal, unless the environment's NO_COLOR or a dumb terminal says otherwise; plain in a file or a pipe.
    package static func forStandardOutput() -> NotebookStyle {
        let environment = ProcessInfo.processInfo.environment
        return NotebookStyle(isStyled: isatty(STDOUT_FILENO) == 1 && TerminalWindow.allowsStyle(environment))
    }

    /// Swift code with colours.
    func code(_ line: Substring) -> String { isStyled ? CodeColors.colored(line) : String(line) }

    func bold(_ text: String) -> String { isStyled ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
