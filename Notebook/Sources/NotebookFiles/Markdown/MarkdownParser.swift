/// Cuts a Markdown text into blocks.
///
/// CommonMark's blocks and the additions that notebooks use: tables, tasks, formulas, `<details>`. Link reference definitions are
/// read, indented code too. Nothing fails.
struct MarkdownParser {
    /// Where links go that are named by `[text][name]`.
    private(set) var references: [String: String] = [:]
    private var lines: [Substring] = []
    private var position = 0
    private var blocks: [MarkdownBlock] = []
    private var formulaEnds = MarkdownFormulaEnds()
    private let depth: Int

    private static let maximumDepth = 30
    /// How many cells a table gets that nobody wrote.
    private static let maximumGrowth = 10_000

    private init(depth: Int) { self.depth = depth }

    /// The blocks of a text, and the link targets that it defines.
    static func parse(_ text: String) -> (blocks: [MarkdownBlock], references: [String: String]) {
        var parser = MarkdownParser(depth: 0)
        // Tabs stand for spaces at the begin of lines, which is where they matter.
        let blocks = parser.parse(
            text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
                line.hasPrefix("\t") ? "    " + line.dropFirst() : line
            })
        return (blocks, parser.references)
    }

    private mutating func parse(_ lines: [Substring]) -> [MarkdownBlock] {
        self.lines = lines
        while position < lines.count {
            if !block() { paragraph() }
        }
        return blocks
    }

    /// The blocks of lines inside a quote or an item.
    private mutating func inner(_ lines: [Substring]) -> [MarkdownBlock] {
        guard depth < Self.maximumDepth else { return [.paragraph(lines.joined(separator: "\n"))] }
        var parser = MarkdownParser(depth: depth + 1)
        let blocks = parser.parse(lines)
        references.merge(parser.references) { first, _ in first }
        return blocks
    }

    /// Reads a block that begins at the current line, if its begin shows what it is.
    private mutating func block() -> Bool {
        let line = lines[position]
        if line.isBlank {
            position += 1
            return true
        }
        return indentedCode() || heading() || fencedCode() || math() || rule() || quote() || list() || html()
            || reference() || table()
    }

    // MARK: - Blocks of one line

    private mutating func heading() -> Bool {
        let line = lines[position].trimmed
        let level = line.prefix { $0 == "#" }.count
        guard (1...6).contains(level), line.dropFirst(level).first.map({ $0 == " " }) ?? true else { return false }
        var text = line.dropFirst(level).trimmed
        let closing = text.reversed().prefix { $0 == "#" }.count
        if closing > 0, text.count == closing || text.dropLast(closing).last == " " {
            text = text.dropLast(closing).trimmed
        }
        blocks.append(.heading(level: level, text: String(text)))
        position += 1
        return true
    }

    private mutating func rule() -> Bool {
        guard MarkdownLine.isRule(lines[position]) else { return false }
        blocks.append(.rule)
        position += 1
        return true
    }

    /// `[name]: address`
    private mutating func reference() -> Bool {
        let line = lines[position].trimmed
        guard line.hasPrefix("["), let end = line.range(of: "]:") else { return false }
        let name = line[line.index(after: line.startIndex)..<end.lowerBound]
        let target = line[end.upperBound...].trimmed.prefix { !$0.isWhitespace }
        guard !name.isEmpty, !name.contains("]"), !name.hasPrefix("^"), !target.isEmpty else { return false }
        references[name.lowercased()] = String(target).trimming(["<", ">"])
        position += 1
        return true
    }

    // MARK: - Code and formulas

    private mutating func indentedCode() -> Bool {
        guard lines[position].indent >= 4 else { return false }
        var code: [Substring] = []
        while position < lines.count, lines[position].isBlank || lines[position].indent >= 4 {
            code.append(lines[position].dropFirst(4))
            position += 1
        }
        while code.last?.isBlank == true { code.removeLast() }
        blocks.append(.code(language: "", text: code.joined(separator: "\n")))
        return true
    }

    private mutating func fencedCode() -> Bool {
        guard let fence = MarkdownLine.fence(lines[position]) else { return false }
        position += 1
        var code: [Substring] = []
        while position < lines.count {
            let line = lines[position]
            position += 1
            let closing = line.trimmed
            if line.indent < 4, closing.count >= fence.length, closing.allSatisfy({ $0 == fence.mark }) { break }
            code.append(line.dropFirst(min(line.indent, fence.indent)))
        }
        blocks.append(.code(language: fence.language, text: code.joined(separator: "\n")))
        return true
    }

    /// `$$ … $$` over one or more lines, or an environment.
    private mutating func math() -> Bool {
        let first = lines[position].trimmed
        let end: String
        let start: Int
        if first.hasPrefix("$$") {
            (start, end) = (2, "$$")
        } else if first.hasPrefix("\\begin{"),
            let brace = first.prefix(MarkdownFormulaEnds.maximumName).firstIndex(of: "}")
        {
            (start, end) = (0, "\\end" + first[first.index(first.startIndex, offsetBy: 6)...brace])
        } else {
            return false
        }
        var formula: [Substring] = []
        guard let last = formulaEnds.line(of: end, from: position, first: first.dropFirst(start), lines) else {
            return false
        }
        for index in position...last {
            let line = index == position ? first.dropFirst(start) : lines[index]
            guard index == last, let place = line.range(of: end) else {
                formula.append(line)
                continue
            }
            // Text after the formula makes it part of a paragraph.
            guard line[place.upperBound...].isBlank else { return false }
            formula.append(line[..<(start == 0 ? place.upperBound : place.lowerBound)])
        }
        blocks.append(.math(formula.joined(separator: "\n")))
        position = last + 1
        return true
    }

    // MARK: - Blocks that hold blocks

    private mutating func quote() -> Bool {
        guard MarkdownLine.quoted(lines[position]) != nil else { return false }
        var inside: [Substring] = []
        while position < lines.count {
            if let content = MarkdownLine.quoted(lines[position]) {
                inside.append(content)
            } else if !lines[position].isBlank, inside.last?.isBlank == false,
                !MarkdownLine.interruptsParagraph(lines[position])
            {
                // A paragraph goes on without the mark.
                inside.append(lines[position])
            } else {
                break
            }
            position += 1
        }
        blocks.append(.quote(inner(inside)))
        return true
    }

    private mutating func list() -> Bool {
        guard let first = MarkdownListMarker(lines[position]) else { return false }
        var list = MarkdownList(start: first.number)
        var endedBlank = false
        while position < lines.count, let marker = MarkdownListMarker(lines[position]), marker.kind == first.kind,
            !MarkdownLine.isRule(lines[position])
        {
            if endedBlank { list.isTight = false }
            let item = itemLines(marker)
            endedBlank = item.endedBlank
            var inside = item.lines
            let isChecked = MarkdownListMarker.takeTask(&inside)
            let blocks = inner(inside)
            // A blank line between an item's own blocks makes the list loose; one inside a code block does not.
            if blocks.count > 1, item.hasBlank, !blocks.dropFirst().allSatisfy(\.isNested) { list.isTight = false }
            list.items.append(MarkdownList.Item(blocks: blocks, isChecked: isChecked))
        }
        blocks.append(.list(list))
        return true
    }

    /// The lines of the item that begins at the current line, without the marker and the indentation.
    private mutating func itemLines(
        _ marker: MarkdownListMarker
    ) -> (lines: [Substring], hasBlank: Bool, endedBlank: Bool) {
        var inside = [marker.content]
        position += 1
        while position < lines.count {
            let line = lines[position]
            if line.isBlank {
                inside.append("")
            } else if line.indent >= marker.width {
                inside.append(line.dropFirst(marker.width))
            } else if inside.last?.isBlank == false, MarkdownListMarker(line) == nil,
                !MarkdownLine.interruptsParagraph(line)
            {
                // A paragraph goes on without the indentation.
                inside.append(line.trimmed)
            } else {
                break
            }
            position += 1
        }
        var blanks = 0
        while inside.count > 1, inside.last?.isBlank == true {
            inside.removeLast()
            blanks += 1
        }
        return (inside, inside.contains(where: \.isBlank), blanks > 0)
    }

    // MARK: - Tables and HTML

    private mutating func table() -> Bool {
        guard position + 1 < lines.count, lines[position].contains("|"),
            let alignments = MarkdownLine.tableAlignments(lines[position + 1])
        else { return false }
        let header = MarkdownLine.tableCells(lines[position])
        guard header.count == alignments.count else { return false }
        position += 2
        var rows: [[String]] = []
        // Short rows are filled up, but a wide header over many of them could make a page of any size.
        var growth = Self.maximumGrowth
        while position < lines.count, !lines[position].isBlank, lines[position].contains("|") {
            let cells = MarkdownLine.tableCells(lines[position]).prefix(header.count)
            let missing = min(header.count - cells.count, growth)
            growth -= missing
            rows.append(cells + Array(repeating: "", count: missing))
            position += 1
        }
        blocks.append(.table(MarkdownTable(alignments: alignments, header: header, rows: rows)))
        return true
    }

    private mutating func html() -> Bool {
        guard let end = MarkdownLine.htmlBlockEnd(lines[position]) else { return false }
        var text: [Substring] = []
        while position < lines.count {
            let line = lines[position]
            if end.isEmpty, line.isBlank { break }
            text.append(line)
            position += 1
            if !end.isEmpty, line.contains(end) { break }
        }
        blocks.append(.html(text.joined(separator: "\n")))
        return true
    }

    // MARK: - Paragraphs

    private mutating func paragraph() {
        var text = [lines[position].trimmedStart]
        position += 1
        while position < lines.count, !lines[position].isBlank {
            let line = lines[position]
            if let level = MarkdownLine.underline(line) {
                position += 1
                blocks.append(.heading(level: level, text: String(text.joined(separator: "\n").trimmed)))
                return
            }
            if MarkdownLine.interruptsParagraph(line) { break }
            text.append(line.trimmedStart)
            position += 1
        }
        blocks.append(.paragraph(text.joined(separator: "\n")))
    }
}

extension MarkdownBlock {
    fileprivate var isNested: Bool { if case .list = self { true } else { false } }
}
