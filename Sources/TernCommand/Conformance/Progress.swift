import Foundation

/// A line on the error stream that tells how far a long run has come. Silent for the first second, and where nobody watches.
struct Progress {
    private let total: Int
    private let isWatched = isatty(STDERR_FILENO) != 0
    private let start = Date()
    private var lastShown = 0.0

    init(total: Int) { self.total = total }

    mutating func show(_ done: Int, _ name: String) {
        let elapsed = Date().timeIntervalSince(start)
        guard isWatched, elapsed > 1, elapsed > lastShown + 0.1 else { return }
        lastShown = elapsed
        write("\r\u{1B}[K\(done) of \(total): \(name)")
    }

    /// Removes the line, before something else is printed.
    func clear() {
        if lastShown > 0 { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
