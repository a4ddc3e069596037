/// Turns a line of Markdown into HTML: emphasis, code, links, pictures, formulas, HTML tags.
struct MarkdownInline {
    /// A run of `*`, `_` or `~` that may open or close emphasis.
    private struct Delimiter {
        var mark: Character
        var count: Int
        var opens: Bool
        var closes: Bool
    }

    private enum Piece {
        case html(String)
        case delimiter(Delimiter)
    }

    private let characters: [Character]
    private let context: MarkdownContext
    private var position = 0
    private var pieces: [Piece] = []
    private let depth: Int
    /// Whether the text is HTML already: then only its tags and formulas mean something.
    private let isRaw: Bool

    private static let maximumDepth = 12

    /// The HTML of a text.
    static func html(_ text: some StringProtocol, _ context: MarkdownContext) -> String {
        html(text, context, depth: 0, isRaw: false)
    }

    /// A block of HTML with its tags made safe.
    static func safeHTML(_ text: String, _ context: MarkdownContext) -> String {
        html(text, context, depth: 0, isRaw: true)
    }

    private static func html(
        _ text: some StringProtocol, _ context: MarkdownContext, depth: Int, isRaw: Bool
    ) -> String {
        guard depth < maximumDepth else { return HTML.escaped(text) }
        var inline = MarkdownInline(characters: Array(text), context: context, depth: depth, isRaw: isRaw)
        return inline.render()
    }

    private init(characters: [Character], context: MarkdownContext, depth: Int, isRaw: Bool) {
        self.characters = characters
        self.context = context
        self.depth = depth
        self.isRaw = isRaw
    }

    private mutating func render() -> String {
        while position < characters.count { step() }
        pairEmphasis()
        return pieces.map { piece in
            switch piece {
            case .html(let html): html
            case .delimiter(let run): String(repeating: run.mark, count: run.count)
            }
        }.joined()
    }

    private mutating func step() {
        let character = characters[position]
        switch character {
        case "$": formula()
        case "<": tag()
        case "&": reference()
        case _ where isRaw: text()
        case "\\": backslash()
        case "`": code()
        case "*", "_", "~": delimiter()
        case "!" where peek(1) == "[": if !link(isPicture: true) { text() }
        case "[": if !link(isPicture: false) { text() }
        case "\n": lineEnd()
        case "h" where isWordStart: if !bareLink() { text() }
        default: text()
        }
    }

    // MARK: - Plain text

    private mutating func text() {
        add(HTML.escaped(String(characters[position])))
        position += 1
    }

    private mutating func lineEnd() {
        // Two spaces before the end break the line.
        var isBreak = false
        if case .html(let text)? = pieces.last {
            isBreak = text.hasSuffix("  ")
            pieces[pieces.count - 1] = .html(String(text.reversed().drop { $0 == " " }.reversed()))
        }
        add(isBreak ? "<br>\n" : "\n")
        position += 1
    }

    private mutating func backslash() {
        guard let next = peek(1) else { return text() }
        if next == "\n" {
            add("<br>\n")
            position += 2
        } else if next.isASCII, next.isPunctuation || next.isSymbol {
            add(HTML.escaped(String(next)))
            position += 2
        } else {
            text()
        }
    }

    /// A character reference such as `&nbsp;` stays one.
    private mutating func reference() {
        let name = characters[(position + 1)...].prefix(12).prefix {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#")
        }
        guard !name.isEmpty, name.endIndex < characters.count, characters[name.endIndex] == ";" else { return text() }
        add("&\(String(name));")
        position = name.endIndex + 1
    }

    // MARK: - Code and formulas

    private mutating func code() {
        let length = characters[position...].prefix { $0 == "`" }.count
        var end = position + length
        while end < characters.count {
            let run = characters[end...].prefix { $0 == "`" }.count
            if run == length { break }
            end += max(run, 1)
        }
        guard end < characters.count else {
            add(String(repeating: "`", count: length))
            position += length
            return
        }
        var content = characters[(position + length)..<end].map { $0 == "\n" ? " " : $0 }
        if content.count > 2, content.first == " ", content.last == " ", content.contains(where: { $0 != " " }) {
            content = Array(content.dropFirst().dropLast())
        }
        add("<code>\(HTML.escaped(String(content)))</code>")
        position = end + length
    }

    /// `$…$` and `$$…$$`. A dollar sign before a space or without a partner is a dollar sign.
    private mutating func formula() {
        let isDisplay = peek(1) == "$"
        let mark = isDisplay ? "$$" : "$"
        let start = position + mark.count
        guard let end = find(mark, from: start), end > start else { return text() }
        let inside = characters[start..<end]
        if !isDisplay {
            let isSpaced = inside.first!.isWhitespace || inside.last!.isWhitespace
            let isPrice = end + 1 < characters.count && ("0"..."9").contains(characters[end + 1])
            if isSpaced || isPrice { return text() }
        }
        add(MathParser.mathML(String(inside), isDisplay: isDisplay))
        position = end + mark.count
    }

    // MARK: - Links and pictures

    /// `[text](target "title")`, `[text][name]`, `[name]`, and the same with `!` for pictures.
    private mutating func link(isPicture: Bool) -> Bool {
        let open = position + (isPicture ? 1 : 0)
        guard let close = closingBracket(open) else { return false }
        let inside = characters[(open + 1)..<close]
        var end = close + 1
        let target: String
        var title: String?
        if end < characters.count, characters[end] == "(" {
            guard let destination = MarkdownDestination(characters[(end + 1)...]) else { return false }
            (target, title) = (destination.target, destination.title)
            end = destination.end
        } else {
            var name = String(inside)
            if end < characters.count, characters[end] == "[", let nameEnd = closingBracket(end) {
                if nameEnd > end + 1 { name = String(characters[(end + 1)..<nameEnd]) }
                end = nameEnd + 1
            }
            guard let known = context.references[name.lowercased()] else { return false }
            target = known
        }
        let titled = title.map { " title=\"\(HTML.escaped($0))\"" } ?? ""
        if isPicture {
            add(context.picture(target, String(inside), titled))
        } else {
            let content = MarkdownInline.html(String(inside), context, depth: depth + 1, isRaw: false)
            let href = LinkTarget.isSafe(target) ? " href=\"\(HTML.escaped(target))\"" : ""
            add("<a\(href)\(titled)>\(content)</a>")
        }
        position = end
        return true
    }

    private func closingBracket(_ open: Int) -> Int? {
        var depth = 0
        var place = open
        while place < characters.count {
            switch characters[place] {
            case "\\": place += 1
            case "`":
                // Brackets inside code are code.
                if let end = characters[(place + 1)...].firstIndex(of: "`") { place = end }
            case "[": depth += 1
            case "]":
                depth -= 1
                if depth == 0 { return place }
            default: break
            }
            place += 1
        }
        return nil
    }

    private mutating func bareLink() -> Bool {
        let rest = characters[position...]
        guard rest.starts(with: "http://") || rest.starts(with: "https://") else { return false }
        var url = rest.prefix { !$0.isWhitespace && !"<>\"'`)]".contains($0) && $0.isASCII }
        while let last = url.last, ".,;:!?*_".contains(last) { url.removeLast() }
        guard url.count > 8 else { return false }
        let text = HTML.escaped(String(url))
        add("<a href=\"\(text)\">\(text)</a>")
        position = url.endIndex
        return true
    }

    private mutating func tag() {
        let rest = characters[position...]
        if rest.starts(with: "<!--"), let end = find("-->", from: position) {
            position = end + 3
        } else if let tag = HTMLTag(String(rest.prefix(4000))) {
            add(tag.safeText ?? HTML.escaped(String(rest.prefix(tag.length))))
            position += tag.length
        } else if let end = rest.firstIndex(of: ">"), rest.starts(with: "<http") || rest.starts(with: "<mailto:") {
            let url = HTML.escaped(String(rest[(position + 1)..<end]))
            add("<a href=\"\(url)\">\(url)</a>")
            position = end + 1
        } else {
            text()
        }
    }

    // MARK: - Emphasis

    private mutating func delimiter() {
        let mark = characters[position]
        let count = characters[position...].prefix { $0 == mark }.count
        let before = position > 0 ? characters[position - 1] : " "
        let after = position + count < characters.count ? characters[position + count] : " "
        position += count
        if mark == "~", count != 2 { return add(String(repeating: "~", count: count)) }
        let isLeft = !after.isWhitespace && (!after.isMark || before.isWhitespace || before.isMark)
        let isRight = !before.isWhitespace && (!before.isMark || after.isWhitespace || after.isMark)
        // An underscore inside a word is a part of it.
        let isUnderscore = mark == "_"
        pieces.append(
            .delimiter(
                Delimiter(
                    mark: mark, count: count, opens: isLeft && (!isUnderscore || !isRight || before.isMark),
                    closes: isRight && (!isUnderscore || !isLeft || after.isMark))))
    }

    /// Pairs runs as CommonMark does: each closing run with the nearest opening one of its kind.
    private mutating func pairEmphasis() {
        var close = 0
        while close < pieces.count {
            guard case .delimiter(let closing) = pieces[close], closing.closes, closing.count > 0,
                let open = opening(for: closing, before: close), case .delimiter(let opened) = pieces[open]
            else {
                close += 1
                continue
            }
            let isStrong = min(closing.count, opened.count) >= 2
            let used = isStrong ? 2 : 1
            let tag = closing.mark == "~" ? "del" : isStrong ? "strong" : "em"
            // Runs between the two can pair with nothing any more.
            for index in (open + 1)..<close {
                if case .delimiter(let run) = pieces[index] {
                    pieces[index] = .html(String(repeating: run.mark, count: run.count))
                }
            }
            (pieces[open], pieces[close]) = (shortened(opened, used), shortened(closing, used))
            pieces.insert(.html("</\(tag)>"), at: close)
            pieces.insert(.html("<\(tag)>"), at: open + 1)
            close += 2
        }
    }

    private func opening(for closing: Delimiter, before close: Int) -> Int? {
        pieces[..<close].lastIndex { piece in
            guard case .delimiter(let run) = piece, run.mark == closing.mark, run.opens, run.count > 0 else {
                return false
            }
            // Runs that can do both pair only if their lengths leave no ambiguity.
            let isAmbiguous = (run.closes || closing.opens) && (run.count + closing.count) % 3 == 0
            return !isAmbiguous || run.count % 3 == 0 && closing.count % 3 == 0
        }
    }

    private func shortened(_ run: Delimiter, _ used: Int) -> Piece {
        var run = run
        run.count -= used
        return .delimiter(run)
    }

    // MARK: - Characters

    private func peek(_ offset: Int) -> Character? {
        position + offset < characters.count ? characters[position + offset] : nil
    }

    private var isWordStart: Bool {
        position == 0 || !(characters[position - 1].isLetter || characters[position - 1].isNumber)
    }

    /// Where a text comes next, unless it stands after a backslash.
    private func find(_ text: String, from start: Int) -> Int? {
        var place = start
        while place < characters.count {
            if characters[place...].starts(with: text) { return place }
            place += characters[place] == "\\" ? 2 : 1
        }
        return nil
    }

    private mutating func add(_ html: String) {
        if case .html(let before)? = pieces.last {
            pieces[pieces.count - 1] = .html(before + html)
        } else {
            pieces.append(.html(html))
        }
    }
}

extension Character {
    /// What CommonMark calls punctuation.
    fileprivate var isMark: Bool { isPunctuation || isSymbol }
}
