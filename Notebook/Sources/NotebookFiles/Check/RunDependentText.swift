/// Replaces what no two runs have in common, so that the rest can be compared letter by letter.
///
/// These and nothing else are replaced:
/// - a number and a unit of time, with or without a space between (`0.12 s`, `35ms`, `2 minutes`): `<time>`,
/// - a number and a unit per second (`1,234 images/s`): `<rate>`,
/// - an address in memory, `0x` and six or more hexadecimal digits: `<address>`,
/// - `-nan`, which is what some processors make of 0 / 0: `nan`.
///
/// Colours and what a carriage return has overwritten are not compared either.
package enum RunDependentText {
    package static func replaced(in text: String) -> String {
        var result = ""
        var rest = Substring(TerminalText.plain(text))
        var previous: Character = " "
        while let character = rest.first {
            if character.isDigit, !previous.isWordPart, let match = match(rest) {
                result += match.replacement
                rest = match.rest
                previous = ">"
            } else if character == "-", !previous.isWordPart, rest.hasPrefix("-nan"),
                rest.dropFirst(4).first?.isWordPart != true
            {
                result += "nan"
                rest = rest.dropFirst(4)
                previous = "n"
            } else {
                result.append(character)
                rest.removeFirst()
                previous = character
            }
        }
        return result
    }

    private static func match(_ text: Substring) -> (replacement: String, rest: Substring)? {
        if text.hasPrefix("0x") {
            let digits = text.dropFirst(2).prefix(while: \.isHexDigit)
            let rest = text[digits.endIndex...]
            return digits.count >= 6 && rest.first?.isWordPart != true ? ("<address>", rest) : nil
        }
        var rest = text.drop { $0.isDigit || $0 == "," || $0 == "." }
        if rest.first == "e" || rest.first == "E" {
            let exponent = rest.dropFirst().drop { $0 == "-" || $0 == "+" }
            if exponent.first?.isDigit == true { rest = exponent.drop(while: \.isDigit) }
        }
        if rest.first == " " { rest.removeFirst() }
        let unit = rest.prefix { $0.isLetter || $0 == "/" }
        rest = rest[unit.endIndex...]
        guard rest.first?.isWordPart != true else { return nil }
        if timeUnits.contains(unit) { return ("<time>", rest) }
        let isRate = unit.hasSuffix("/s") && unit.dropLast(2).allSatisfy(\.isLetter)
        return isRate && unit.count > 2 ? ("<rate>", rest) : nil
    }

    private static let timeUnits: Set<Substring> = [
        "ns", "us", "µs", "μs", "ms", "s", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes",
    ]
}

extension Character {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isWordPart: Bool { isLetter || isNumber || self == "_" }
}
