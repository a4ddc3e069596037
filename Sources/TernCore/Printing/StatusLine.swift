import Foundation

/// A line on the error stream that tells how far something long has come, redrawn in place ten times a second at most.
/// Nothing is written where nobody watches, or where the terminal cannot go back to a line's begin (`TERM=dumb`).
///
/// The line is cut to the terminal's width, because only one that fits can be drawn over. It needs no escape codes.
///
/// A class, so that a text may ask the line that is about to show it for its time: changing a structure and reading it at once
/// ends a program.
package final class StatusLine {
    private let isWatched =
        isatty(STDERR_FILENO) != 0 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    private let start = Date()
    private var nextShown: Double
    private var shown = 0

    /// A line that shows nothing in its first `delay` seconds.
    package init(delay: Double = 0) { nextShown = delay }

    /// Seconds since the line was made.
    package var elapsed: Double { Date().timeIntervalSince(start) }

    /// How many characters fit: the last column stays free, where terminals would begin a new line.
    package var room: Int { max((TerminalWindow.columns(of: STDERR_FILENO) ?? 80) - 1, 0) }

    /// Draws the text over the last one, unless that is younger than a tenth of a second.
    package func show(_ text: @autoclosure () -> String) {
        guard isWatched, elapsed >= nextShown else { return }
        nextShown = elapsed + 0.1
        draw(String(text().prefix(room)))
    }

    /// Takes the line away, before something else is printed.
    package func clear() {
        guard shown > 0 else { return }
        draw("")
        write("\r")
    }

    private func draw(_ line: String) {
        let rest = min(shown, room) - line.count
        write("\r" + line + String(repeating: " ", count: max(rest, 0)))
        shown = line.count
    }

    private func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
