/// A tag of HTML inside Markdown.
struct HTMLTag {
    /// The name in lower-case letters.
    var name: String
    var isClosing: Bool
    /// The number of characters from `<` to `>`.
    var length: Int
    /// The tag as it goes into a page: without what could run a script or fetch something. Nil for tags that no page may have
    /// from a notebook, whose text is shown instead.
    var safeText: String?

    /// The tag that a text begins with.
    init?(_ text: some StringProtocol) {
        let characters = Array(text.prefix(4000))
        guard characters.first == "<" else { return nil }
        var position = 1
        isClosing = position < characters.count && characters[position] == "/"
        if isClosing { position += 1 }
        let nameStart = position
        while position < characters.count, characters[position].isASCII,
            characters[position].isLetter || characters[position].isNumber && position > nameStart
        {
            position += 1
        }
        name = String(characters[nameStart..<position]).lowercased()
        guard !name.isEmpty else { return nil }
        var attributes: [(name: String, value: String?)] = []
        while true {
            while position < characters.count, characters[position].isWhitespace { position += 1 }
            guard position < characters.count else { return nil }
            if characters[position] == ">" { break }
            if characters[position] == "/" {
                position += 1
                continue
            }
            guard let attribute = Self.attribute(characters, &position) else { return nil }
            attributes.append(attribute)
        }
        length = position + 1
        safeText = safe(attributes)
    }

    private static func attribute(
        _ characters: [Character], _ position: inout Int
    ) -> (name: String, value: String?)? {
        let start = position
        while position < characters.count,
            characters[position].isLetter || "-_:0123456789".contains(characters[position])
        {
            position += 1
        }
        let name = String(characters[start..<position]).lowercased()
        guard !name.isEmpty else { return nil }
        guard position < characters.count, characters[position] == "=" else { return (name, nil) }
        position += 1
        guard position < characters.count else { return nil }
        let quote = characters[position]
        let isQuoted = quote == "\"" || quote == "'"
        if isQuoted { position += 1 }
        let valueStart = position
        while position < characters.count,
            isQuoted ? characters[position] != quote : !characters[position].isWhitespace && characters[position] != ">"
        {
            position += 1
        }
        let value = String(characters[valueStart..<position])
        if isQuoted {
            guard position < characters.count else { return nil }
            position += 1
        }
        return (name, value)
    }

    private func safe(_ attributes: [(name: String, value: String?)]) -> String? {
        guard Self.tags.contains(name) else { return nil }
        if isClosing { return "</\(name)>" }
        var text = "<" + name
        for (name, value) in attributes where Self.attributes.contains(name) {
            guard let value else {
                text += " " + name
                continue
            }
            if name == "href", !LinkTarget.isSafe(value) { continue }
            if name == "src", !value.hasPrefix("data:image/") { continue }
            if name == "style", value.lowercased().contains("url") || value.contains("\\") { continue }
            // The value may hold character references already.
            text +=
                " \(name)=\"\(value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "&quot;"))\""
        }
        return text + ">"
    }

    private static let tags: Set<String> = [
        "a", "abbr", "article", "aside", "b", "blockquote", "br", "center", "code", "dd", "del", "details", "div", "dl",
        "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img",
        "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span",
        "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
        "wbr",
    ]

    private static let attributes: Set<String> = [
        "align", "alt", "class", "colspan", "dir", "height", "href", "id", "lang", "open", "rowspan", "src", "start",
        "style", "title", "width",
    ]
}
