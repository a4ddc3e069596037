/// Cuts source code into pieces of one colour. It never fails: what it doesn't understand is plain text.
package struct SyntaxHighlighter {
    private let language: SyntaxLanguage
    private let text: [Character]
    private var position = 0
    private var tokens: [SyntaxToken] = []
    /// How many strings the current place is inside of, by values embedded in them.
    private var depth = 0

    /// Values in strings in values in strings: further ones are coloured as the string that they stand in.
    private static let maximumDepth = 20

    /// The tokens of a text, whose pieces together are the text.
    package static func tokens(_ text: String, _ language: SyntaxLanguage) -> [SyntaxToken] {
        var highlighter = SyntaxHighlighter(text, language)
        while highlighter.position < highlighter.text.count { highlighter.step() }
        return highlighter.tokens
    }

    private init(_ text: String, _ language: SyntaxLanguage) {
        self.text = Array(text)
        self.language = language
    }

    private mutating func step() {
        let character = text[position]
        if starts(with: language.lineComment) {
            take(.comment) { $0 != "\n" && $0 != "\r\n" }
        } else if let comment = language.blockComment, starts(with: comment.start) {
            blockComment(comment)
        } else if isMagic {
            take(.attribute) { !$0.isNewline && !$0.isWhitespace }
        } else if language.hasRawStrings, character == "#", let end = poundsEnd {
            pounds(end)
        } else if let quote = language.quotes.first(where: starts(with:)) {
            string(quote: quote, pounds: 0)
        } else if character.isDigit {
            take(.number) { $0.isWordPart || $0 == "." && $1?.isDigit == true }
        } else if character == language.attributeMark || character == "#", next(1)?.isWordStart == true {
            take(.attribute) { $0.isWordPart || $0 == "@" || $0 == "#" }
        } else if character.isWordStart {
            word()
        } else {
            add(String(character), .plain)
            position += 1
        }
    }

    // MARK: - Pieces

    private mutating func word() {
        var end = position
        while end < text.count, text[end].isWordPart { end += 1 }
        let word = String(text[position..<end])
        let isMember = position > 0 && text[position - 1] == "."
        let isLabel = end < text.count && text[end] == ":" && position > 0 && "(, ".contains(text[position - 1])
        let kind: SyntaxKind =
            if language.keywords.contains(word), !isMember || word == "self", !isLabel || word == "default" {
                .keyword
            } else if word.first!.isUppercase {
                .type
            } else if end < text.count, text[end] == "(" {
                .call
            } else {
                .plain
            }
        add(word, kind)
        position = end
    }

    /// A string between signs `#`, or those signs.
    private mutating func pounds(_ end: Int) {
        if let quote = language.quotes.first(where: { starts(with: $0, at: end) }) {
            return string(quote: quote, pounds: end - position)
        }
        add(String(text[position..<end]), .plain)
        position = end
    }

    private mutating func blockComment(_ comment: (start: String, end: String)) {
        let start = position
        var depth = 0
        repeat {
            if starts(with: comment.start), depth == 0 || language.commentsNest {
                depth += 1
                position += comment.start.count
            } else if starts(with: comment.end) {
                depth -= 1
                position += comment.end.count
            } else {
                position += 1
            }
        } while depth > 0 && position < text.count
        position = min(position, text.count)
        add(String(text[start..<position]), .comment)
    }

    /// A string; values embedded in it are coloured as code. A string of one line ends with the line.
    private mutating func string(quote: String, pounds: Int) {
        let hashes = String(repeating: "#", count: pounds)
        let end = quote + hashes
        let embed =
            depth < Self.maximumDepth
            ? language.interpolation.map { String($0.prefix(1)) + hashes + $0.dropFirst() } : nil
        var start = position
        position += pounds + quote.count
        while position < text.count {
            if text[position] == quote.first, starts(with: end) {
                position += quote.count + pounds
                break
            }
            if quote.count == 1, text[position].isNewline { break }
            if let embed, text[position] == "\\", starts(with: embed) {
                position += embed.count
                add(String(text[start..<position]), .string)
                embedded()
                start = position
            } else {
                position += text[position] == "\\" && pounds == 0 ? 2 : 1
            }
        }
        position = min(position, text.count)
        add(String(text[start..<position]), .string)
    }

    /// The code between `\(` and its `)`.
    private mutating func embedded() {
        depth += 1
        defer { depth -= 1 }
        var open = 1
        while position < text.count {
            if text[position] == "(" { open += 1 }
            if text[position] == ")" { open -= 1 }
            if open == 0 { return }
            step()
        }
    }

    // MARK: - Looking ahead

    /// A notebook's own command at the begin of a line, as `%opt`.
    private var isMagic: Bool {
        text[position] == "%" && (position == 0 || text[position - 1].isNewline) && next(1)?.isWordStart == true
    }

    /// The end of a run of `#`, unless an attribute or a directive begins there.
    private var poundsEnd: Int? {
        var end = position
        while end < text.count, text[end] == "#" { end += 1 }
        return end == position + 1 && next(1)?.isWordStart == true ? nil : end
    }

    private func next(_ offset: Int) -> Character? {
        position + offset < text.count ? text[position + offset] : nil
    }

    private func starts(with prefix: String) -> Bool { starts(with: prefix, at: position) }

    private func starts(with prefix: String, at place: Int) -> Bool {
        place < text.count && text[place...].starts(with: prefix)
    }

    // MARK: - Adding

    private mutating func take(_ kind: SyntaxKind, while matches: (Character) -> Bool) {
        take(kind) { character, _ in matches(character) }
    }

    private mutating func take(_ kind: SyntaxKind, while matches: (Character, _ next: Character?) -> Bool) {
        let start = position
        position += 1
        while position < text.count, matches(text[position], next(1)) { position += 1 }
        add(String(text[start..<position]), kind)
    }

    private mutating func add(_ piece: String, _ kind: SyntaxKind) {
        guard !piece.isEmpty else { return }
        if tokens.last?.kind == kind {
            tokens[tokens.count - 1].text += piece
        } else {
            tokens.append(SyntaxToken(piece, kind))
        }
    }
}

extension Character {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isWordStart: Bool { isLetter || self == "_" }
    fileprivate var isWordPart: Bool { isLetter || isNumber || self == "_" }
}
