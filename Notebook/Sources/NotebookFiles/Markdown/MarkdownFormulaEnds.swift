/// The lines in which formulas may end, found once for all the formulas that begin in the same lines.
struct MarkdownFormulaEnds {
    /// The lines of each end: `$$`, or `\end{…}`.
    private var places: [Substring: [Int]]?
    /// How many blank lines come before each line.
    private var blanks: [Int] = []

    /// No environment has a longer name, `\end{}` included.
    static let maximumName = 40

    /// The first line from `position` on that holds the end of a formula, if no blank line comes before it.
    ///
    /// - Parameter first: what follows the formula's begin in its own line.
    mutating func line(of end: String, from position: Int, first: Substring, _ lines: [Substring]) -> Int? {
        if first.range(of: end) != nil { return position }
        if places == nil { read(lines) }
        guard let candidates = places?[Substring(end)] else { return nil }
        // The first candidate behind the line of the begin.
        var (low, high) = (0, candidates.count)
        while low < high {
            let middle = (low + high) / 2
            if candidates[middle] > position { high = middle } else { low = middle + 1 }
        }
        guard low < candidates.count, blanks[candidates[low]] == blanks[position] else { return nil }
        return candidates[low]
    }

    private mutating func read(_ lines: [Substring]) {
        var places: [Substring: [Int]] = [:]
        var count = 0
        for (number, line) in lines.enumerated() {
            blanks.append(count)
            if line.isBlank { count += 1 }
            for end in Self.ends(line) where places[end]?.last != number { places[end, default: []].append(number) }
        }
        self.places = places
    }

    private static func ends(_ line: Substring) -> [Substring] {
        let bytes = line.utf8
        var ends: [Substring] = []
        var place = bytes.startIndex
        while let mark = bytes[place...].firstIndex(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "\\") }) {
            let rest = bytes[mark...]
            place = bytes.index(after: mark)
            if rest.starts(with: "$$".utf8) {
                ends.append("$$")
            } else if rest.starts(with: "\\end{".utf8),
                let brace = rest.prefix(Self.maximumName).firstIndex(of: UInt8(ascii: "}"))
            {
                place = bytes.index(after: brace)
                ends.append(line[mark..<place])
            }
        }
        return ends
    }
}
