/// Reads a JSON text, as strictly as RFC 8259 says.
///
/// Nesting is limited, so that a hostile text cannot overflow the stack.
struct JSONParser {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    private static let maximumDepth = 200

    /// - Throws: `JSONError` unless the text is UTF-8.
    init(_ bytes: [UInt8]) throws {
        // A byte order mark is no part of the document, but some editors write one.
        self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard String(validating: self.bytes, as: UTF8.self) == nil else { return }
        let repaired = String(decoding: self.bytes, as: UTF8.self).utf8
        position = zip(self.bytes, repaired).prefix { $0 == $1 }.count
        throw error("the text is not UTF-8")
    }

    /// The one value that the text holds.
    mutating func document() throws -> JSON {
        let value = try value()
        if peek() != nil { throw error("text after the end of the document") }
        return value
    }

    // MARK: - Structure

    private mutating func value() throws -> JSON {
        switch peek() {
        case nil: throw error("the text ends where a value should be")
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object() throws -> JSONObject {
        var members: [JSONObject.Member] = []
        var keys = Set<String>()
        try elements(closing: UInt8(ascii: "}"), "an object") { parser in
            guard parser.peek() == UInt8(ascii: "\"") else {
                throw parser.error("a key in double quotes should be here")
            }
            let start = parser.position
            let key = try parser.string()
            guard keys.insert(key).inserted else {
                parser.position = start
                throw parser.error("the key \"\(key)\" comes twice")
            }
            guard parser.peek() == UInt8(ascii: ":") else { throw parser.error("a colon should be here") }
            parser.position += 1
            members.append(JSONObject.Member(key: key, value: try parser.value()))
        }
        return JSONObject(members)
    }

    private mutating func array() throws -> [JSON] {
        var values: [JSON] = []
        try elements(closing: UInt8(ascii: "]"), "a list") { values.append(try $0.value()) }
        return values
    }

    private mutating func elements(
        closing bracket: UInt8, _ kind: String, _ element: (inout JSONParser) throws -> Void
    ) throws {
        position += 1
        depth += 1
        guard depth <= Self.maximumDepth else { throw error("nested too deeply") }
        var isFirst = true
        while peek() != bracket {
            if !isFirst {
                guard let byte = peek() else { throw error("the text ends inside \(kind)") }
                guard byte == UInt8(ascii: ",") else { throw error("a comma or the end of \(kind) should be here") }
                position += 1
                guard peek() != bracket else { throw error("a comma before the end of \(kind)") }
            }
            guard peek() != nil else { throw error("the text ends inside \(kind)") }
            try element(&self)
            isFirst = false
        }
        position += 1
        depth -= 1
    }

    /// The next byte that is not white space; not yet consumed.
    private mutating func peek() -> UInt8? {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return bytes[position]
            }
        }
        return nil
    }

    // MARK: - Scalars

    private mutating func word(_ word: String, _ value: JSON) throws -> JSON {
        guard bytes[position...].starts(with: word.utf8) else { throw error("no value begins like this") }
        position += word.utf8.count
        return value
    }

    private mutating func number() throws -> JSON {
        let start = position
        take { $0 == UInt8(ascii: "-") }
        let firstDigit = position
        let digits = takeDigits()
        guard digits > 0 else {
            position = start
            throw error("no value begins like this")
        }
        if digits > 1, bytes[firstDigit] == UInt8(ascii: "0") { throw error("a number with a zero before it") }
        if take({ $0 == UInt8(ascii: ".") }), takeDigits() == 0 { throw error("a digit should be here") }
        if take({ $0 | 0x20 == UInt8(ascii: "e") }) {
            take { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
            if takeDigits() == 0 { throw error("a digit should be here") }
        }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    @discardableResult
    private mutating func take(_ matches: (UInt8) -> Bool) -> Bool {
        guard position < bytes.count, matches(bytes[position]) else { return false }
        position += 1
        return true
    }

    private mutating func takeDigits() -> Int {
        let start = position
        while take({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {}
        return position - start
    }

    private mutating func string() throws -> String {
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            // Pictures are long strings without an escape.
            let end = bytes[position...].firstIndex { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C } ?? bytes.count
            content += bytes[position..<end]
            position = end
            guard end < bytes.count else { break }
            switch bytes[end] {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): content += String(try escape()).utf8
            default: throw error("the line ends inside a string, or a control character is in it")
            }
        }
        throw error("the text ends inside a string")
    }

    private mutating func escape() throws -> Unicode.Scalar {
        guard position + 1 < bytes.count else { throw error("the text ends inside a string") }
        position += 2
        switch bytes[position - 1] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default:
            position -= 1
            throw error("no escape in a string is written like this")
        }
    }

    /// One UTF-16 unit, or two that belong together. A lone half, which Python writes, becomes U+FFFD.
    private mutating func unicodeEscape() throws -> Unicode.Scalar {
        let high = try hexUnit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        let afterHigh = position
        if high < 0xDC00, bytes[position...].starts(with: Array("\\u".utf8)) {
            position += 2
            let low = try hexUnit()
            if (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
            {
                return scalar
            }
            position = afterHigh
        }
        return "\u{FFFD}"
    }

    private mutating func hexUnit() throws -> UInt32 {
        let digits = bytes[position...].prefix(4)
        let text = String(decoding: digits, as: UTF8.self)
        guard text.utf8.count == 4, text.allSatisfy(\.isHexDigit), let unit = UInt32(text, radix: 16) else {
            throw error("four hexadecimal digits should be here")
        }
        position += 4
        return unit
    }

    /// What is wrong at the current position.
    private func error(_ message: String) -> JSONError {
        let read = bytes[..<min(position, bytes.count)]
        let line = read.count { $0 == UInt8(ascii: "\n") } + 1
        let lineStart = (read.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        let column = String(decoding: read[lineStart...], as: UTF8.self).unicodeScalars.count + 1
        return JSONError(message: message, line: line, column: column)
    }
}

extension JSON {
    /// The document that a text holds.
    ///
    /// - Throws: `JSONError` with the place of what is wrong.
    package static func parse(_ bytes: some Sequence<UInt8>) throws -> JSON {
        var parser = try JSONParser(Array(bytes))
        return try parser.document()
    }
}
