/// Passes a cell's text on: up to a limit, and the runtime's last words only once it is clear that they are none.
struct OutputFilter {
    let limit: Int
    /// What the runtime wrote as it stopped the cell.
    private(set) var lastWords = ""
    private var count = 0
    private var leftOut = 0

    init(limit: Int) { self.limit = limit }

    mutating func pass(_ name: StreamName, _ text: String, _ onEvent: (CellEvent) -> Void) {
        var text = text
        if name == .stderr, let start = fatalStart(lastWords + text) {
            let all = lastWords + text
            lastWords = String(all[start...])
            text = String(all[..<start])
        }
        emit(name, text, onEvent)
    }

    /// The end of the cell: what was held back is text like any other unless a trap explains it.
    mutating func finish(isTrap: Bool, _ onEvent: (CellEvent) -> Void) {
        // A trap between the cell's end and its report, on another thread.
        if !isTrap && !lastWords.isEmpty { emit(.stderr, withoutAddresses(lastWords) + "\n", onEvent) }
        if leftOut > 0 {
            onEvent(.stream(.stderr, "\n[\(leftOut) more bytes of output left out: a cell shows \(limit) at most]\n"))
        }
    }

    /// The message behind `Fatal error: `.
    var trapMessage: String? {
        guard let range = lastWords.range(of: "Fatal error") else {
            // A failed cast has no such words: the addresses of the types in it say nothing.
            let line = lastWords.split(separator: "\n").first.map(String.init)
            return line?.replacing(#/ \(0x[0-9a-f]+\)/#, with: "")
        }
        let rest = withoutAddresses(String(lastWords[range.upperBound...]))
        let message = rest.hasPrefix(": ") ? rest.dropFirst(2) : rest[...]
        let last = message.lastIndex { !$0.isWhitespace }.map { message.index(after: $0) } ?? message.startIndex
        return String(message[..<last])
    }

    /// Behind its message the runtime lists addresses; the engine has lines instead.
    private func withoutAddresses(_ text: String) -> String {
        text.range(of: "\nCurrent stack trace:").map { String(text[..<$0.lowerBound]) } ?? text
    }

    /// Where the line with the runtime's message begins.
    private func fatalStart(_ text: String) -> String.Index? {
        guard let range = text.range(of: "Fatal error") ?? text.range(of: "Could not cast value of type") else {
            return nil
        }
        return text[..<range.lowerBound].lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
    }

    private mutating func emit(_ name: StreamName, _ text: String, _ onEvent: (CellEvent) -> Void) {
        guard !text.isEmpty else { return }
        let size = text.utf8.count
        if count + size > limit {
            let rest = limit - count
            count = limit
            leftOut += size - max(rest, 0)
            if rest > 0 { onEvent(.stream(name, String(decoding: Array(text.utf8.prefix(rest)), as: UTF8.self))) }
            return
        }
        count += size
        onEvent(.stream(name, text))
    }
}
