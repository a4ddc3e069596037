import Foundation

/// A line on the error stream that tells how far something long has come, redrawn in place ten times a second at most.
/// Nothing is written where nobody watches.
///
/// A class, so that a text may ask the line that is about to show it for its time: changing a structure and reading it at once
/// ends a program.
package final class StatusLine {
    private let isWatched = isatty(STDERR_FILENO) != 0
    private let start = Date()
    private var nextShown: Double

    /// A line that shows nothing in its first `delay` seconds.
    package init(delay: Double = 0) { nextShown = delay }

    /// Seconds since the line was made.
    package var elapsed: Double { Date().timeIntervalSince(start) }

    /// Draws the text over the last one, unless that is younger than a tenth of a second.
    package func show(_ text: @autoclosure () -> String) {
        guard isWatched, elapsed >= nextShown else { return }
        nextShown = elapsed + 0.1
        write("\r\u{1B}[K\(text())")
    }

    /// Takes the line away, before something else is printed.
    package func clear() {
        if isWatched { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
