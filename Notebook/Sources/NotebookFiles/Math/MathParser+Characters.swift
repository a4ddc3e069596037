extension MathParser {
    /// A character that stands for itself.
    static func character(_ character: Character, after previous: MathNode?) -> MathNode {
        switch character {
        case "-", "+": return sign(character == "-" ? "−" : "+", after: previous)
        case "*": return .operation("∗")
        case "=", "<", ">", ":": return .operation(String(character))
        case ",", ";": return .operation(String(character), "separator=\"true\"")
        case "(", "[": return .operation(String(character), "stretchy=\"false\"")
        case ")", "]": return .operation(String(character), "stretchy=\"false\"", role: .ordinary)
        case "|": return bar("|")
        case "/": return .operation("/", "lspace=\"0\" rspace=\"0\"")
        case "!": return .operation("!", "form=\"postfix\"", role: .ordinary)
        case "~": return .space(0.25)
        default:
            if isMathLetter(character) { return .identifier(String(character)) }
            if character.isLetter { return .text(String(character)) }
            return .operation(String(character))
        }
    }

    /// `+` or `−`: between two terms, or the sign of one.
    static func sign(_ sign: String, after previous: MathNode?) -> MathNode {
        let isPrefix = previous.map { $0.role == .operation } ?? true
        return .operation(sign, isPrefix ? "form=\"prefix\"" : "form=\"infix\"")
    }

    /// A bar of an absolute value or a condition, which MathML cannot tell apart.
    static func bar(_ text: String) -> MathNode {
        .operation(text, "stretchy=\"false\" lspace=\"0.05em\" rspace=\"0.05em\"")
    }

    /// Latin and Greek letters are variables; words of other scripts are text.
    private static func isMathLetter(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first, character.isLetter else { return false }
        return scalar.value < 0x500 || (0x1D400...0x1D7FF).contains(scalar.value)
            || (0x2100...0x214F).contains(scalar.value)
    }
}
