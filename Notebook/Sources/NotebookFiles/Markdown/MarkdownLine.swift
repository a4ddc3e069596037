/// What single lines of Markdown say of the blocks that they belong to.
enum MarkdownLine {
    /// Three or more of `*`, `-` or `_` and nothing else.
    static func isRule(_ line: Substring) -> Bool {
        let marks = line.filter { !$0.isWhitespace }
        guard line.indent < 4, marks.count >= 3, let first = marks.first, "*-_".contains(first) else { return false }
        return marks.allSatisfy { $0 == first }
    }

    /// The level of the heading that a line of `=` or `-` makes of the paragraph above it.
    static func underline(_ line: Substring) -> Int? {
        let text = line.trimmed
        guard line.indent < 4, let first = text.first, text.allSatisfy({ $0 == first }) else { return nil }
        return first == "=" ? 1 : first == "-" ? 2 : nil
    }

    /// The begin of a fenced block of code.
    static func fence(_ line: Substring) -> (mark: Character, length: Int, indent: Int, language: String)? {
        let text = line.trimmed
        guard line.indent < 4, let mark = text.first, mark == "`" || mark == "~" else { return nil }
        let length = text.prefix { $0 == mark }.count
        let info = text.dropFirst(length)
        guard length >= 3, mark == "~" || !info.contains("`") else { return nil }
        let language = info.trimmed.prefix { !$0.isWhitespace && $0 != "{" }
        return (mark, length, line.indent, String(language))
    }

    /// What follows the mark of a quote.
    static func quoted(_ line: Substring) -> Substring? {
        guard line.indent < 4, line.trimmedStart.first == ">" else { return nil }
        let content = line.trimmedStart.dropFirst()
        return content.first == " " ? content.dropFirst() : content
    }

    /// Whether a line begins another block even without a blank line before it.
    static func interruptsParagraph(_ line: Substring) -> Bool {
        let text = line.trimmedStart
        if line.indent >= 4 { return false }
        if isRule(line) || fence(line) != nil || text.first == ">" || text.hasPrefix("$$") { return true }
        if text.first == "#", text.drop(while: { $0 == "#" }).first == " " { return true }
        if let end = htmlBlockEnd(line), !end.isEmpty || isKnownHTMLBlock(text) { return true }
        guard let marker = MarkdownListMarker(line), !marker.content.isBlank else { return false }
        return marker.number == nil || marker.number == 1
    }

    // MARK: - Tables

    /// The columns that a line like `|:--|--:|` describes.
    static func tableAlignments(_ line: Substring) -> [String?]? {
        guard line.contains("-"), line.contains("|") || line.contains(":") else { return nil }
        var alignments: [String?] = []
        for cell in tableCells(line) {
            guard !cell.isEmpty, cell.trimming([":"]).allSatisfy({ $0 == "-" }), cell.contains("-") else { return nil }
            switch (cell.hasPrefix(":"), cell.hasSuffix(":")) {
            case (true, true): alignments.append("center")
            case (true, false): alignments.append("left")
            case (false, true): alignments.append("right")
            case (false, false): alignments.append(nil)
            }
        }
        return alignments
    }

    /// A row's cells. A bar inside code or a formula, or after a backslash, separates nothing.
    static func tableCells(_ line: Substring) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isEscaped = false
        var open: Character?
        let text = line.trimmed
        for character in text.first == "|" ? text.dropFirst() : text {
            if isEscaped {
                // The backslash before a bar is the table's; any other one is the text's.
                cell += character == "|" ? "|" : "\\\(character)"
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "|", open == nil {
                cells.append(String(cell.trimmed))
                cell = ""
            } else {
                if character == open {
                    open = nil
                } else if open == nil, character == "`" || character == "$" {
                    open = character
                }
                cell.append(character)
            }
        }
        // A dollar sign that nothing closes is no formula.
        if open != nil { return String(line.trimmed).unprotectedCells }
        if !cell.trimmed.isEmpty || text.last != "|" { cells.append(String(cell.trimmed)) }
        return cells
    }

    // MARK: - HTML

    /// What ends the block of HTML that a line begins: a text, or, if empty, a blank line. Nil if no such block begins.
    static func htmlBlockEnd(_ line: Substring) -> String? {
        let text = line.trimmedStart
        guard line.indent < 4, text.first == "<" else { return nil }
        if text.hasPrefix("<!--") { return "-->" }
        if isKnownHTMLBlock(text) { return "" }
        // A line that is one tag.
        let tag = text.trimmed
        return self.tag(tag)?.end == tag.utf8.count ? "" : nil
    }

    private static func isKnownHTMLBlock(_ text: Substring) -> Bool {
        guard let tag = tag(text) else { return false }
        return blockTags.contains(tag.name.lowercased())
    }

    private static func tag(_ text: Substring) -> HTMLTag? {
        guard text.first == "<" else { return nil }
        var scanner = HTMLTagScanner(Array(text.utf8))
        return scanner.tag(at: 0)
    }

    private static let blockTags: Set<String> = [
        "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol",
        "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]
}

extension String {
    fileprivate var unprotectedCells: [String] {
        trimming(["|"]).split(separator: "|", omittingEmptySubsequences: false).map { String($0.trimmed) }
    }
}
