/// Text for HTML.
enum HTML {
    /// The text with the characters replaced that HTML gives a meaning to; fit for attributes in double quotes too.
    static func escaped(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(where: { specials.contains($0) }) else { return String(text) }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // No form of HTML can hold other control characters.
            case "\0"..<"\t", "\u{B}"..<"\u{D}", "\u{E}"..<" ": result.unicodeScalars.append("\u{FFFD}")
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static let specials = Set("&<>\"".utf8).union(0..<9).union([11, 12]).union(14..<32)

    /// Source code with its colours as `span`s; plain text if the language is not known.
    static func highlighted(_ code: String, language: String) -> String {
        guard let rules = SyntaxLanguage.named(language) else { return escaped(code) }
        return SyntaxHighlighter.tokens(code, rules).map { token in
            let text = escaped(token.text)
            return token.kind == .plain ? text : "<span class=\"\(token.kind.rawValue)\">\(text)</span>"
        }.joined()
    }
}
