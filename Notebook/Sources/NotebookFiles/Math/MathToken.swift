/// The words of a LaTeX formula.
enum MathToken: Equatable {
    /// A backslash and its name: letters, or one other character.
    case command(String)
    case character(Character)
    case space

    static func tokens(_ text: String) -> [MathToken] {
        var tokens: [MathToken] = []
        let characters = Array(text)
        var position = 0
        while position < characters.count {
            let character = characters[position]
            position += 1
            if character == "\\", position < characters.count {
                var end = position
                while end < characters.count, characters[end].isASCII, characters[end].isLetter { end += 1 }
                if end == position { end += 1 }
                tokens.append(.command(String(characters[position..<end])))
                position = end
            } else if character == "%" {
                // The rest of the line is a comment.
                while position < characters.count, !characters[position].isNewline { position += 1 }
            } else if character.isWhitespace {
                if tokens.last != .space { tokens.append(.space) }
            } else {
                tokens.append(.character(character))
            }
        }
        return tokens
    }
}
