extension MarkdownInline {
    /// Code between runs of backquotes of one length.
    mutating func code() {
        let length = bytes[position...].prefix { $0 == UInt8(ascii: "`") }.count
        guard let end = marks.backquotes(length, from: position + length) else {
            add(String(repeating: "`", count: length))
            position += length
            return
        }
        var content = bytes[(position + length)..<end].map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
        let space = UInt8(ascii: " ")
        if content.count > 2, content.first == space, content.last == space, content.contains(where: { $0 != space }) {
            content = Array(content.dropFirst().dropLast())
        }
        add("<code>\(HTML.escaped(String(decoding: content, as: UTF8.self)))</code>")
        position = end + length
    }

    /// `$…$` and `$$…$$`. A dollar sign before a space or without a partner is a dollar sign.
    mutating func formula() {
        let isDisplay = peek(1) == UInt8(ascii: "$")
        let start = position + (isDisplay ? 2 : 1)
        guard let end = isDisplay ? marks.doubleDollar(from: start) : marks.dollar(from: start), end > start else {
            return text()
        }
        let inside = bytes[start..<end]
        if !isDisplay {
            let isSpaced = inside.first!.isHTMLSpace || inside.last!.isHTMLSpace
            let isPrice = end + 1 < bytes.count && bytes[end + 1].isASCIIDigit
            if isSpaced || isPrice { return text() }
        }
        let formula = MathParser.mathML(String(decoding: inside, as: UTF8.self), isDisplay: isDisplay)
        add(isDisplay || Self.isShort(formula) ? formula : "<span class=\"formula\">\(formula)</span>")
        position = end + (isDisplay ? 2 : 1)
    }

    /// Whether a formula is narrower than any page. A wider one gets a box of its own to scroll in, which costs it its exact height
    /// in the line.
    private static func isShort(_ formula: String) -> Bool {
        var (isTag, count) = (false, 0)
        for byte in formula.utf8 {
            if byte == UInt8(ascii: "<") { isTag = true }
            // The first bytes of the characters between tags.
            if !isTag, byte & 0xC0 != 0x80 { count += 1 }
            if byte == UInt8(ascii: ">") { isTag = false }
        }
        return count < 24
    }
}

extension [UInt8] {
    /// Appends a character of text, as HTML.
    mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "&"): self += "&amp;".utf8
        case UInt8(ascii: "<"): self += "&lt;".utf8
        case UInt8(ascii: ">"): self += "&gt;".utf8
        case UInt8(ascii: "\""): self += "&quot;".utf8
        default: append(byte)
        }
    }

    /// The character that begins at a place of UTF-8.
    func scalar(at start: Int) -> Unicode.Scalar? {
        guard start < count else { return nil }
        return String(decoding: self[start...].prefix(4), as: UTF8.self).unicodeScalars.first
    }

    /// The character that ends before a place of UTF-8.
    func scalar(before end: Int) -> Unicode.Scalar? {
        guard end > 0 else { return nil }
        var start = end - 1
        while start > 0, self[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(at: start)
    }
}

extension Unicode.Scalar {
    var isSpace: Bool { properties.isWhitespace }

    /// What CommonMark calls punctuation.
    var isMark: Bool {
        switch properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            true
        default: false
        }
    }
}
