/// The mark that an item of a list begins with.
struct MarkdownListMarker {
    /// The character that tells lists from each other: `-`, `*`, `+`, `.` or `)`.
    var kind: Character
    var number: Int?
    /// How far the item's further lines are indented.
    var width: Int
    var content: Substring

    init?(_ line: Substring) {
        let indent = line.indent
        guard indent < 4 else { return nil }
        var rest = line.trimmedStart
        let digits = rest.prefix { ("0"..."9").contains($0) }
        if digits.isEmpty {
            guard let mark = rest.first, "-*+".contains(mark) else { return nil }
            kind = mark
        } else {
            guard digits.count <= 9, let mark = rest.dropFirst(digits.count).first, mark == "." || mark == ")" else {
                return nil
            }
            kind = mark
            number = Int(digits)
        }
        let markWidth = digits.count + 1
        rest = rest.dropFirst(markWidth)
        guard rest.isEmpty || rest.first == " " || rest.first == "\t" else { return nil }
        // More than four spaces belong to code inside the item.
        let spaces = rest.isBlank || rest.indent > 4 ? 1 : rest.indent
        width = indent + markWidth + spaces
        content = rest.dropFirst(min(spaces, rest.count))
    }

    /// Takes `[ ]` or `[x]` from an item's first line.
    static func takeTask(_ lines: inout [Substring]) -> Bool? {
        guard let first = lines.first else { return nil }
        for (mark, isChecked) in [("[ ] ", false), ("[x] ", true), ("[X] ", true)] where first.hasPrefix(mark) {
            lines[0] = first.dropFirst(mark.count)
            return isChecked
        }
        return nil
    }
}
