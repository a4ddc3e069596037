/// A line of a cell for the engine instead of the compiler: `%name rest`.
public struct Magic: Sendable, Equatable {
    /// What stands behind the sign.
    public var name: String
    /// The rest of the line.
    public var argument: String
    /// The line in the cell, from 1.
    public var line: Int

    /// Takes the magics from a cell's beginning; their lines become empty, so that all others keep their numbers.
    public static func take(from text: String) -> (magics: [Magic], rest: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var magics: [Magic] = []
        for (index, line) in lines.enumerated() {
            let trimmed = line.drop { $0.isWhitespace }
            if trimmed.isEmpty { continue }
            guard isMagic(trimmed) else { break }
            let parts = trimmed.dropFirst().split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            let argument = parts.count > 1 ? parts[1].drop { $0.isWhitespace } : ""
            let end = argument.lastIndex { !$0.isWhitespace }.map { argument.index(after: $0) } ?? argument.startIndex
            magics.append(Magic(name: String(parts[0]), argument: String(argument[..<end]), line: index + 1))
            lines[index] = ""
        }
        return (magics, lines.joined(separator: "\n"))
    }

    /// Whether a text begins with a magic.
    static func isMagic(_ text: some StringProtocol) -> Bool {
        let trimmed = text.drop { $0.isWhitespace }
        guard trimmed.first == "%", let second = trimmed.dropFirst().first else { return false }
        return second.isLetter
    }
}
