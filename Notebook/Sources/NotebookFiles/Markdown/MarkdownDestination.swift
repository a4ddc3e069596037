/// What stands in the parentheses of a link.
struct MarkdownDestination {
    var target: String
    var title: String?
    /// The place after the closing parenthesis.
    var end: Int

    /// - Parameter characters: what follows the opening parenthesis.
    init?(_ characters: ArraySlice<Character>) {
        var rest = characters.drop(while: \.isWhitespace)
        if rest.first == "<" {
            guard let close = rest.firstIndex(of: ">") else { return nil }
            target = String(rest[(rest.startIndex + 1)..<close])
            rest = rest[(close + 1)...]
        } else {
            var depth = 0
            let word = rest.prefix { character in
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                return depth >= 0 && !character.isWhitespace
            }
            target = String(word)
            rest = rest[word.endIndex...]
        }
        rest = rest.drop(while: \.isWhitespace)
        if let quote = rest.first, quote == "\"" || quote == "'" {
            guard let close = rest.dropFirst().firstIndex(of: quote) else { return nil }
            title = String(rest[(rest.startIndex + 1)..<close])
            rest = rest[(close + 1)...].drop(while: \.isWhitespace)
        }
        guard rest.first == ")" else { return nil }
        end = rest.startIndex + 1
    }
}
