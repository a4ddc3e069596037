/// What printed text looks like once a terminal has shown it.
package enum TerminalText {
    /// A piece of text in one colour.
    struct Run: Equatable {
        var text: String
        /// The SGR colour (30-37, 90-97), if one is set.
        var color: Int?
        var isBold = false
    }

    /// The text without colours; what a carriage return has overwritten is gone.
    package static func plain(_ text: String) -> String { runs(overwritten(text)).map(\.text).joined() }

    /// A line that was written over, as progress bars do, leaves what was written last.
    static func overwritten(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        let kept = lines.map { line in
            let parts = line.split(separator: "\r", omittingEmptySubsequences: true)
            return parts.last.map { String($0) } ?? ""
        }
        return kept.joined(separator: "\n")
    }

    /// The text cut where its colour changes. Escape sequences other than colours are dropped.
    static func runs(_ text: String) -> [Run] {
        var runs: [Run] = []
        var current = Run(text: "")
        var rest = Substring(text).unicodeScalars
        while let escape = rest.firstIndex(of: "\u{1B}") {
            current.text.unicodeScalars += rest[..<escape]
            rest = rest[rest.index(after: escape)...]
            guard rest.first == "[" else { continue }
            let parameters = rest.dropFirst().prefix { ("0"..."?").contains($0) }
            guard parameters.endIndex < rest.endIndex else { break }
            let command = rest[parameters.endIndex]
            rest = rest[rest.index(after: parameters.endIndex)...]
            guard command == "m" else { continue }
            if !current.text.isEmpty { runs.append(current) }
            current.text = ""
            for code in String(parameters).split(separator: ";", omittingEmptySubsequences: false) {
                switch Int(code) ?? 0 {
                case 0: current = Run(text: "")
                case 1: current.isBold = true
                case 22: current.isBold = false
                case 39: current.color = nil
                case let color where (30...37).contains(color) || (90...97).contains(color): current.color = color
                default: break
                }
            }
        }
        current.text.unicodeScalars += rest
        if !current.text.isEmpty { runs.append(current) }
        return runs
    }
}
