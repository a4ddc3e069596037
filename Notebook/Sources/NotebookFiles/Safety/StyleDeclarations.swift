/// CSS that a notebook may bring along: a short list of properties whose values are words, lengths and colours.
///
/// Nothing in it can fetch (`url`, `image-set`), leave its place (`position`, negative margins) or hide its meaning (escapes, comments).
enum StyleDeclarations {
    /// The declarations of a `style` attribute that are allowed.
    static func safe(_ style: String) -> String {
        style.split(separator: ";").compactMap { declaration in
            guard let colon = declaration.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let property = declaration[..<colon].trimmed.lowercased()
            let value = declaration[declaration.utf8.index(after: colon)...].trimmed
            return properties.contains(property) && isSafe(value) ? "\(property):\(value)" : nil
        }.joined(separator: ";")
    }

    /// Whether a value is made of words, numbers with units, and colours alone.
    static func isSafe(_ value: some StringProtocol) -> Bool {
        guard value.utf8.count <= maximumLength else { return false }
        let bytes = Array(value.utf8)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte.isHTMLSpace || byte == UInt8(ascii: ",") {
                position += 1
            } else if byte == UInt8(ascii: "#") {
                position = bytes[(position + 1)...].prefix { $0.hexadecimalValue != nil }.endIndex
                guard position == bytes.count || isSeparator(bytes[position]) else { return false }
            } else if byte.isASCIIDigit || byte == UInt8(ascii: ".") {
                guard let end = number(bytes, at: position) else { return false }
                position = end
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                // The name of a font.
                position =
                    bytes[(position + 1)...].prefix {
                        $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-")
                    }.endIndex
                guard position < bytes.count, bytes[position] == byte else { return false }
                position += 1
            } else if byte.isASCIILetter || byte == UInt8(ascii: "-") {
                let word = bytes[position...].prefix { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
                // A hyphen before a digit would be a minus: no length of a page is below nothing.
                guard word.first(where: { $0 != UInt8(ascii: "-") })?.isASCIILetter == true else { return false }
                position = word.endIndex
                guard position < bytes.count, !isSeparator(bytes[position]) else { continue }
                guard bytes[position] == UInt8(ascii: "("),
                    let end = colour(String(decoding: word, as: UTF8.self), bytes, at: position)
                else { return false }
                position = end
            } else {
                return false
            }
        }
        return true
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte.isHTMLSpace || byte == UInt8(ascii: ",") }

    /// The end of a number with its unit, if it is no larger than any page needs.
    private static func number(_ bytes: [UInt8], at start: Int) -> Int? {
        let digits = bytes[start...].prefix { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
        guard let value = Double(String(decoding: digits, as: UTF8.self)), value <= maximumNumber else { return nil }
        let unit = bytes[digits.endIndex...].prefix { $0.isASCIILetter || $0 == UInt8(ascii: "%") }
        guard unit.endIndex == bytes.count || isSeparator(bytes[unit.endIndex]) else { return nil }
        return units.contains(String(decoding: unit, as: UTF8.self).lowercased()) ? unit.endIndex : nil
    }

    /// The end of `rgb(…)` and its like.
    private static func colour(_ function: String, _ bytes: [UInt8], at start: Int) -> Int? {
        guard ["rgb", "rgba", "hsl", "hsla"].contains(function.lowercased()) else { return nil }
        let content = bytes[(start + 1)...].prefix {
            $0.isASCIIDigit || $0.isHTMLSpace || $0.isASCIILetter || ".,%/-".utf8.contains($0)
        }
        guard content.endIndex < bytes.count, bytes[content.endIndex] == UInt8(ascii: ")") else { return nil }
        return content.endIndex + 1
    }

    private static let maximumLength = 200
    private static let maximumNumber = 4000.0

    private static let units: Set<String> = [
        "", "px", "em", "rem", "ex", "ch", "pt", "pc", "cm", "mm", "in", "%",
    ]

    private static let properties: Set<String> = {
        var names: Set<String> = [
            "background", "background-color", "border-collapse", "border-radius", "border-spacing", "color", "display",
            "float", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "height",
            "line-height", "list-style", "list-style-type", "max-height", "max-width", "min-height", "min-width",
            "opacity", "overflow", "overflow-x", "overflow-y", "text-align", "text-decoration", "text-indent",
            "text-transform", "vertical-align", "white-space", "width", "word-break", "overflow-wrap",
            // Of drawings.
            "dominant-baseline", "fill", "fill-opacity", "fill-rule", "image-rendering",
            "paint-order", "shape-rendering", "stop-color",
            "stop-opacity", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
            "stroke-opacity", "stroke-width", "text-anchor",
        ]
        for box in ["margin", "padding", "border"] {
            names.insert(box)
            for side in ["top", "right", "bottom", "left"] { names.insert("\(box)-\(side)") }
        }
        for part in ["color", "style", "width"] { names.insert("border-\(part)") }
        return names
    }()
}
