/// Long texts as nbformat stores them: a list of lines, so that version control sees which one has changed.
enum MultilineText {
    /// The text of a string or of a list of lines; nil for anything else.
    static func joined(_ json: JSON) -> String? {
        if let text = json.string { return text }
        guard let elements = json.array else { return nil }
        let lines = elements.compactMap(\.string)
        return lines.count == elements.count ? lines.joined() : nil
    }

    /// The lines of a text with their ends.
    static func split(_ text: String) -> JSON {
        var lines: [JSON] = []
        var line = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            line.append(scalar)
            let isInsidePair = scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
            if lineEnds.contains(scalar), !isInsidePair {
                lines.append(.string(String(line)))
                line = String.UnicodeScalarView()
            }
        }
        if !line.isEmpty { lines.append(.string(String(line))) }
        return .array(lines)
    }

    /// What Python's `splitlines` takes for the end of a line: then a notebook that Jupyter saves again stays the same.
    private static let lineEnds: Set<Unicode.Scalar> = [
        "\n", "\r", "\u{B}", "\u{C}", "\u{1C}", "\u{1D}", "\u{1E}", "\u{85}", "\u{2028}", "\u{2029}",
    ]
}
