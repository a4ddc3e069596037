/// Swift code in a terminal's colours: keywords, texts, numbers, comments.
enum CodeColors {
    private static let keywords: Set = [
        "let", "var", "for", "in", "if", "else", "guard", "while", "return", "func", "struct", "class", "enum", "do",
        "catch",
        "try", "throws", "true", "false", "nil", "import", "where", "switch", "case", "default", "self",
    ]

    /// One line of code.
    static func colored(_ line: Substring) -> String {
        String(line).replacing(#/("(?:\\.|[^"\\])*")|(\/\/.*)|\b(\d[\d_.eE]*)\b|\b([A-Za-z_]\w*)\b/#) { match in
            let (text, string, comment, number, word) = match.output
            if string != nil { return color(text, 32) }
            if comment != nil { return color(text, 2) }
            if number != nil { return color(text, 36) }
            return word.map { keywords.contains(String($0)) } == true ? color(text, 35) : String(text)
        }
    }

    private static func color(_ text: Substring, _ code: Int) -> String { "\u{1B}[\(code)m\(text)\u{1B}[0m" }
}
