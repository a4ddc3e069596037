// Strings, numbers and words: what objects and arrays are made of.

extension JSONScanner {
    /// Reads a string.
    package mutating func string() throws -> String {
        guard peek() == UInt8(ascii: "\"") else { throw try unexpected("a string") }
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): content.append(contentsOf: try escape().utf8)
            case 0..<0x20: throw error("control character (\\u0000-\\u001F) found while parsing a string")
            default: content.append(byte)
            }
        }
        throw error("EOF while parsing a string")
    }

    mutating func word(_ word: StaticString) throws {
        let length = word.utf8CodeUnitCount
        let matches = word.withUTF8Buffer { bytes[position...].prefix(length).elementsEqual($0) }
        guard matches else { throw error("expected ident") }
        position += length
    }
}

// MARK: - Escapes

extension JSONScanner {
    /// The character that an escape stands for; the backslash has been read.
    private mutating func escape() throws -> Character {
        guard position < bytes.count else { throw error("EOF while parsing a string") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return Character(try unicodeEscape())
        default: throw error("invalid escape")
        }
    }

    /// One UTF-16 unit, or two that belong together.
    private mutating func unicodeEscape() throws -> Unicode.Scalar {
        let high = try hexUnit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xDC00, bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
            throw error("lone leading surrogate in hex escape")
        }
        position += 2
        let low = try hexUnit()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw error("lone leading surrogate in hex escape") }
        return scalar
    }

    private mutating func hexUnit() throws -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count else { throw error("EOF while parsing a string") }
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
                throw error("invalid escape")
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }
}

// MARK: - Numbers

extension JSONScanner {
    /// Reads a number. Integers stay integers where they fit into 64 bits.
    mutating func number() throws -> JSON {
        let start = position
        consume("-")
        let firstDigit = position
        let digits = consumeDigits()
        // A leading zero stands alone.
        guard digits > 0, digits == 1 || bytes[firstDigit] != UInt8(ascii: "0") else { throw error("invalid number") }
        var isInteger = true
        if consume(".") {
            isInteger = false
            guard consumeDigits() > 0 else { throw error("invalid number") }
        }
        if consume("e") || consume("E") {
            isInteger = false
            if !consume("+") { consume("-") }
            guard consumeDigits() > 0 else { throw error("invalid number") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        // -0 is no integer.
        if isInteger, let value = Int(text), value != 0 || text == "0" { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw error("number out of range") }
        return .number(value)
    }

    @discardableResult
    private mutating func consume(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func consumeDigits() -> Int {
        let start = position
        while position < bytes.count, JSONScanner.digits.contains(bytes[position]) { position += 1 }
        return position - start
    }
}
