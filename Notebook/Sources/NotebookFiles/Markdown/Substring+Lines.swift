extension StringProtocol {
    /// Whether there is nothing but white space.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// The number of spaces at the begin; a tab counts as four.
    var indent: Int {
        var count = 0
        for character in self {
            if character == " " { count += 1 } else if character == "\t" { count += 4 } else { break }
        }
        return count
    }

    /// The text without white space at the begin.
    var trimmedStart: SubSequence { drop(while: \.isWhitespace) }

    /// The text without white space at both ends.
    var trimmed: SubSequence {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
        return self[start.startIndex...last]
    }

    /// The text without these characters at both ends.
    func trimming(_ characters: Set<Character>) -> String {
        let start = drop(while: characters.contains)
        guard let last = start.lastIndex(where: { !characters.contains($0) }) else { return "" }
        return String(self[start.startIndex...last])
    }

    /// Where a part begins and ends.
    func range(of part: some StringProtocol) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            let rest = self[start...]
            if rest.starts(with: part) { return start..<index(start, offsetBy: part.count) }
            start = index(after: start)
        }
        return nil
    }
}
