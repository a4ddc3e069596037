extension JSON {
    /// The document in one line without spaces, escaped as Rust's serde does, which safetensors files are written with.
    package var text: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += "\(value)"
        // JSON has no infinities and no NaN.
        case .number(let value): text += value.isFinite ? "\(value)" : "null"
        case .string(let value): JSON.write(value, to: &text)
        case .array(let elements):
            JSON.write(elements, between: ("[", "]"), to: &text) { $0.write(to: &$1) }
        case .object(let members):
            JSON.write(members, between: ("{", "}"), to: &text) { member, text in
                JSON.write(member.key, to: &text)
                text += ":"
                member.value.write(to: &text)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], between brackets: (String, String), to text: inout String,
        _ body: (Element, inout String) -> Void
    ) {
        text += brackets.0
        var isFirst = true
        for element in elements {
            if !isFirst { text += "," }
            isFirst = false
            body(element, &text)
        }
        text += brackets.1
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{8}": text += "\\b"
            case "\u{C}": text += "\\f"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\0"..<"\u{10}": text += "\\u000" + String(scalar.value, radix: 16)
            case "\u{10}"..<" ": text += "\\u00" + String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
