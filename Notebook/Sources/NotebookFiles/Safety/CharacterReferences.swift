/// Characters that HTML writes as `&name;` or `&#number;`.
enum CharacterReferences {
    /// The text that a browser makes of an attribute's value or of Markdown.
    ///
    /// References that are not known stay as they are. That is safe where the result is escaped again: then a browser sees them as
    /// plain text too.
    static func decoded(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "&"), let (scalar, end) = scalar(bytes, at: position) {
                result += Array(String(scalar).utf8)
                position = end
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Where a reference ends that begins at an ampersand, if it is written as one, known or not.
    static func end(_ bytes: [UInt8], at start: Int) -> Int? {
        var place = start + 1
        if place < bytes.count, bytes[place] == UInt8(ascii: "#") { place += 1 }
        let name = bytes[place...].prefix(maximumLength).prefix { $0.isASCIILetter || $0.isASCIIDigit }
        guard !name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: ";") else { return nil }
        return name.endIndex + 1
    }

    private static func scalar(_ bytes: [UInt8], at start: Int) -> (Unicode.Scalar, end: Int)? {
        let rest = bytes[(start + 1)...]
        if rest.first == UInt8(ascii: "#") { return number(bytes, at: start + 2) }
        guard let end = end(bytes, at: start),
            let scalar = named[String(decoding: bytes[(start + 1)..<(end - 1)], as: UTF8.self)]
        else { return nil }
        return (scalar, end)
    }

    /// The semicolon after a number may be missing.
    private static func number(_ bytes: [UInt8], at start: Int) -> (Unicode.Scalar, end: Int)? {
        let isHexadecimal = start < bytes.count && bytes[start] | 0x20 == UInt8(ascii: "x")
        let digits = bytes[(start + (isHexadecimal ? 1 : 0))...].prefix {
            isHexadecimal ? $0.hexadecimalValue != nil : $0.isASCIIDigit
        }
        guard !digits.isEmpty else { return nil }
        var value: UInt32 = 0
        for digit in digits { value = min(value * (isHexadecimal ? 16 : 10) + digit.hexadecimalValue!, 0x110000) }
        let hasEnd = digits.endIndex < bytes.count && bytes[digits.endIndex] == UInt8(ascii: ";")
        return (value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}", digits.endIndex + (hasEnd ? 1 : 0))
    }

    private static let maximumLength = 32

    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "colon": ":", "semi": ";",
        "lpar": "(", "rpar": ")", "sol": "/", "bsol": "\\", "period": ".", "comma": ",", "num": "#", "quest": "?",
        "excl": "!", "equals": "=", "plus": "+", "lowbar": "_", "commat": "@", "percnt": "%", "Tab": "\t",
        "NewLine": "\n", "shy": "\u{AD}", "copy": "©", "reg": "®", "deg": "°", "times": "×", "middot": "·",
        "ndash": "–", "mdash": "—", "hellip": "…", "laquo": "«", "raquo": "»", "lsquo": "‘", "rsquo": "’",
        "ldquo": "“", "rdquo": "”", "auml": "ä", "ouml": "ö", "uuml": "ü", "szlig": "ß", "eacute": "é", "rarr": "→",
        "larr": "←", "le": "≤", "ge": "≥", "ne": "≠", "alpha": "α", "beta": "β", "gamma": "γ", "pi": "π",
    ]
}

extension UInt8 {
    var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    /// What HTML takes for white space.
    var isHTMLSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0C || self == 0x0D }

    var hexadecimalValue: UInt32? {
        if isASCIIDigit { return UInt32(self) - 48 }
        let letter = self | 0x20
        return (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(letter) ? UInt32(letter) - 87 : nil
    }
}
