/// Turns a line of Markdown into HTML: emphasis, code, links, pictures, formulas, HTML tags.
///
/// The tags of the text stay as they are; `HTMLSanitizer` looks at the whole. The time is proportional to the length.
struct MarkdownInline {
    /// A `[` or `![` that a link or picture may begin with.
    private struct Bracket {
        let piece: Int
        /// The number of runs of emphasis before it.
        let runs: Int
        /// Where its text begins.
        let start: Int
        let isPicture: Bool
        /// Whether another bracket opened after it: then its text is no name.
        var holdsBracket = false
    }

    let bytes: [UInt8]
    private let context: MarkdownContext
    var position = 0
    var marks: MarkdownMarks
    private var tags: HTMLTagScanner
    /// What is finished, in pieces: those of emphasis and of brackets may still change.
    private var pieces: [String] = []
    private var current: [UInt8] = []
    private var runs: [MarkdownEmphasis] = []
    private var brackets: [Bracket] = []
    /// So many of the brackets lie outside a link, and can begin none.
    private var bracketsAroundLinks = 0
    /// Whether the text is HTML already: then only its tags and formulas mean something.
    private let isRaw: Bool

    private static let maximumName = 999
    private static let maximumDescription = 400

    /// The HTML of a text.
    static func html(_ text: some StringProtocol, _ context: MarkdownContext) -> String {
        var inline = MarkdownInline(text, context, isRaw: false)
        return inline.render()
    }

    /// A block of HTML with its formulas set.
    static func rawHTML(_ text: String, _ context: MarkdownContext) -> String {
        var inline = MarkdownInline(text, context, isRaw: true)
        return inline.render()
    }

    private init(_ text: some StringProtocol, _ context: MarkdownContext, isRaw: Bool) {
        bytes = Array(text.utf8)
        self.context = context
        self.isRaw = isRaw
        marks = MarkdownMarks(bytes)
        tags = HTMLTagScanner(bytes)
    }

    private mutating func render() -> String {
        while position < bytes.count { step() }
        finishPiece()
        finishEmphasis(from: 0)
        return pieces.joined()
    }

    private mutating func step() {
        switch bytes[position] {
        case UInt8(ascii: "$"): formula()
        case UInt8(ascii: "<"): tag()
        case UInt8(ascii: "&"): reference()
        case _ where isRaw: text()
        case UInt8(ascii: "\\"): backslash()
        case UInt8(ascii: "`"): code()
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): emphasis()
        case UInt8(ascii: "!") where peek(1) == UInt8(ascii: "["): openBracket(isPicture: true)
        case UInt8(ascii: "["): openBracket(isPicture: false)
        case UInt8(ascii: "]"): closeBracket()
        case UInt8(ascii: "\n"): lineEnd()
        case UInt8(ascii: "h"): if !bareLink() { text() }
        default: text()
        }
    }

    // MARK: - Plain text

    mutating func text() {
        current.appendEscaped(bytes[position])
        position += 1
    }

    private mutating func lineEnd() {
        // Two spaces before the end break the line.
        let isBreak = current.suffix(2).elementsEqual("  ".utf8)
        while current.last == UInt8(ascii: " ") { current.removeLast() }
        add(isBreak ? "<br>\n" : "\n")
        position += 1
    }

    private mutating func backslash() {
        guard let next = peek(1), next == UInt8(ascii: "\n") || next.isASCIIMark else { return text() }
        if next == UInt8(ascii: "\n") { add("<br>\n") } else { current.appendEscaped(next) }
        position += 2
    }

    /// A character reference such as `&nbsp;` stays one.
    private mutating func reference() {
        guard let end = CharacterReferences.end(bytes, at: position) else { return text() }
        current += bytes[position..<end]
        position = end
    }

    // MARK: - Links and pictures

    private mutating func openBracket(isPicture: Bool) {
        finishPiece()
        if !brackets.isEmpty { brackets[brackets.count - 1].holdsBracket = true }
        position += isPicture ? 2 : 1
        brackets.append(Bracket(piece: pieces.count, runs: runs.count, start: position, isPicture: isPicture))
        pieces.append(isPicture ? "![" : "[")
    }

    /// `[text](target "title")`, `[text][name]`, `[name]`, and the same with `!` for pictures.
    private mutating func closeBracket() {
        guard let bracket = brackets.popLast() else { return text() }
        let isInside = brackets.count < bracketsAroundLinks && !bracket.isPicture
        bracketsAroundLinks = min(bracketsAroundLinks, brackets.count)
        guard !isInside, let destination = destination(bracket) else { return text() }
        finishPiece()
        let title = destination.title.map { " title=\"\(HTML.escaped($0))\"" } ?? ""
        if bracket.isPicture {
            let description = String(
                decoding: bytes[bracket.start..<position].prefix(Self.maximumDescription), as: UTF8.self)
            pieces.removeLast(pieces.count - bracket.piece)
            runs.removeLast(runs.count - bracket.runs)
            add("<img src=\"\(HTML.escaped(destination.target))\" alt=\"\(HTML.escaped(description))\"\(title)>")
        } else {
            pieces[bracket.piece] = "<a href=\"\(HTML.escaped(destination.target))\"\(title)>"
            finishEmphasis(from: bracket.runs)
            add("</a>")
            bracketsAroundLinks = brackets.count
        }
        position = destination.end
    }

    /// What follows the bracket that closes at the current position.
    private func destination(_ bracket: Bracket) -> (target: String, title: String?, end: Int)? {
        if peek(1) == UInt8(ascii: "(") {
            guard let inside = MarkdownDestination(bytes, at: position + 2) else { return nil }
            return (inside.target, inside.title, inside.end)
        }
        var name = bracket.holdsBracket ? bytes[..<0] : bytes[bracket.start..<position]
        var end = position + 1
        if peek(1) == UInt8(ascii: "[") {
            let label = bytes[(position + 2)...].prefix(Self.maximumName).prefix { !"[]".utf8.contains($0) }
            guard label.endIndex < bytes.count, bytes[label.endIndex] == UInt8(ascii: "]") else { return nil }
            if !label.isEmpty { name = label }
            end = label.endIndex + 1
        }
        guard !name.isEmpty, name.count <= Self.maximumName,
            let target = context.target(String(decoding: name, as: UTF8.self))
        else { return nil }
        return (target, nil, end)
    }

    /// An address that stands for itself.
    private mutating func bareLink() -> Bool {
        let rest = bytes[position...]
        let before = position > 0 ? bytes[position - 1] : 0x20
        guard !before.isASCIILetter, !before.isASCIIDigit,
            rest.starts(with: "http://".utf8) || rest.starts(with: "https://".utf8)
        else { return false }
        var url = rest.prefix { $0 > 0x20 && $0 < 0x7F && !"<>\"'`)]".utf8.contains($0) }
        while let last = url.last, ".,;:!?*_".utf8.contains(last) { url.removeLast() }
        guard url.count > 8 else { return false }
        link(to: url)
        position = url.endIndex
        return true
    }

    private mutating func link(to url: ArraySlice<UInt8>) {
        let text = HTML.escaped(String(decoding: url, as: UTF8.self))
        add("<a href=\"\(text)\">\(text)</a>")
    }

    private mutating func tag() {
        let rest = bytes[position...]
        if rest.starts(with: "<!--".utf8), let end = marks.commentEnd(from: position + 2) {
            position = end + 3
        } else if let tag = tags.tag(at: position) {
            current += bytes[position..<tag.end]
            position = tag.end
        } else if rest.starts(with: "<http".utf8) || rest.starts(with: "<mailto:".utf8) {
            let url = rest.dropFirst().prefix { $0 > 0x20 && !"<>".utf8.contains($0) }
            guard url.endIndex < bytes.count, bytes[url.endIndex] == UInt8(ascii: ">") else { return text() }
            link(to: url)
            position = url.endIndex + 1
        } else {
            text()
        }
    }

    // MARK: - Emphasis

    private mutating func emphasis() {
        let mark = bytes[position]
        let length = bytes[position...].prefix { $0 == mark }.count
        let (before, after) = (bytes.scalar(before: position) ?? " ", bytes.scalar(at: position + length) ?? " ")
        position += length
        if mark == UInt8(ascii: "~"), length != 2 { return add(String(repeating: "~", count: length)) }
        let isLeft = !after.isSpace && (!after.isMark || before.isSpace || before.isMark)
        let isRight = !before.isSpace && (!before.isMark || after.isSpace || after.isMark)
        // An underscore inside a word is a part of it.
        let isUnderscore = mark == UInt8(ascii: "_")
        finishPiece()
        runs.append(
            MarkdownEmphasis(
                piece: pieces.count, mark: mark, length: length,
                opens: isLeft && (!isUnderscore || !isRight || before.isMark),
                closes: isRight && (!isUnderscore || !isLeft || after.isMark)))
        pieces.append("")
    }

    private mutating func finishEmphasis(from first: Int) {
        MarkdownEmphasis.pair(&runs, from: first)
        for run in runs[first...] { pieces[run.piece] = run.html }
        runs.removeLast(runs.count - first)
    }

    // MARK: - Pieces

    func peek(_ offset: Int) -> UInt8? { position + offset < bytes.count ? bytes[position + offset] : nil }

    mutating func add(_ html: String) { current += Array(html.utf8) }

    private mutating func finishPiece() {
        guard !current.isEmpty else { return }
        pieces.append(String(decoding: current, as: UTF8.self))
        current = []
    }
}
