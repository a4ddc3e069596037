/// Reads a JSON text piece by piece, without building what the caller doesn't ask for.
///
/// As strict as RFC 8259, with the words of Rust's serde for what is wrong. Nesting is limited, so that a hostile text cannot
/// overflow the stack; memory grows with the text only.
package struct JSONScanner {
    let bytes: [UInt8]
    var position = 0
    private var depth = 0

    static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    /// As in serde.
    private static let maximumDepth = 128

    /// - Throws: `JSONError` unless the text is UTF-8.
    package init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        // Decoding repairs what is invalid: then the bytes differ.
        let repaired = String(decoding: bytes, as: UTF8.self).utf8
        guard !repaired.elementsEqual(bytes) else { return }
        position = zip(bytes, repaired).prefix { $0 == $1 }.count
        throw error("invalid UTF-8")
    }

    /// What is wrong at the current position.
    package func error(_ message: String) -> JSONError {
        let read = bytes[..<min(position, bytes.count)]
        let line = read.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        let lineStart = (read.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        return JSONError(message: message, line: line, column: read.count - lineStart)
    }

    /// Checks that only white space is left.
    package mutating func end() throws {
        if peek() != nil { throw error("trailing characters") }
    }
}

// MARK: - Structure

extension JSONScanner {
    /// Reads an object. `member` is called after each key and has to read the value.
    ///
    /// - Throws: `JSONError`, also for a key that comes twice.
    package mutating func object(_ member: (_ key: String, _ scanner: inout JSONScanner) throws -> Void) throws {
        // As bytes: Swift's strings count different spellings of one letter as equal.
        var keys = Set<[UInt8]>()
        try open("{", "a map")
        while try next(closing: "}", isFirst: keys.isEmpty) {
            guard peek() == UInt8(ascii: "\"") else { throw error("key must be a string") }
            let key = try string()
            guard keys.insert(Array(key.utf8)).inserted else { throw error("duplicate field `\(key)`") }
            guard peek() == UInt8(ascii: ":") else { throw error("expected `:`") }
            position += 1
            try member(key, &self)
        }
        depth -= 1
    }

    /// Reads an array. `element` is called for each element and has to read it.
    package mutating func array(_ element: (_ scanner: inout JSONScanner) throws -> Void) throws {
        try open("[", "a sequence")
        var isFirst = true
        while try next(closing: "]", isFirst: isFirst) {
            isFirst = false
            try element(&self)
        }
        depth -= 1
    }

    private mutating func open(_ bracket: Unicode.Scalar, _ expected: String) throws {
        guard peek() == UInt8(ascii: bracket) else { throw try unexpected(expected) }
        position += 1
        depth += 1
        if depth >= JSONScanner.maximumDepth { throw error("recursion limit exceeded") }
    }

    /// Whether another member or element follows; past the comma before it, or past the closing bracket.
    private mutating func next(closing bracket: Unicode.Scalar, isFirst: Bool) throws -> Bool {
        let (kind, comma) = (bracket == "}" ? "an object" : "a list", UInt8(ascii: ","))
        guard let byte = peek() else { throw error("EOF while parsing \(kind)") }
        if byte == UInt8(ascii: bracket) {
            position += 1
            return false
        }
        if isFirst { return true }
        guard byte == comma else { throw error("expected `,` or `\(bracket)`") }
        position += 1
        if peek() == UInt8(ascii: bracket) { throw error("trailing comma") }
        return true
    }

    /// The next byte that is not white space; not yet consumed.
    package mutating func peek() -> UInt8? {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return bytes[position]
            }
        }
        return nil
    }

    /// The error for a value of another kind than expected.
    mutating func unexpected(_ expected: String) throws -> JSONError {
        let start = self
        let found: String
        switch peek() {
        case nil: return error("EOF while parsing a value")
        case UInt8(ascii: "{"): found = "map"
        case UInt8(ascii: "["): found = "sequence"
        default:
            switch try scalar() {
            case .string(let value): found = "string \"\(value)\""
            case .integer(let value): found = "integer `\(value)`"
            case .number(let value): found = "floating point `\(value)`"
            case .bool(let value): found = "boolean `\(value)`"
            default: found = "null"
            }
        }
        self = start
        return error("invalid type: \(found), expected \(expected)")
    }
}

// MARK: - Values

extension JSONScanner {
    /// Reads a value of any kind.
    package mutating func value() throws -> JSON {
        switch peek() {
        case UInt8(ascii: "{"):
            var members: [JSON.Member] = []
            try object { members.append(JSON.Member($0, try $1.value())) }
            return .object(members)
        case UInt8(ascii: "["):
            var elements: [JSON] = []
            try array { elements.append(try $0.value()) }
            return .array(elements)
        default:
            return try scalar()
        }
    }

    /// Reads past a value of any kind.
    package mutating func skip() throws {
        switch peek() {
        case UInt8(ascii: "{"): try object { try $1.skip() }
        case UInt8(ascii: "["): try array { try $0.skip() }
        default: _ = try scalar()
        }
    }

    /// Reads an integer that is not negative.
    package mutating func size() throws -> Int {
        let start = self
        switch peek() {
        case UInt8(ascii: "-"), .some(JSONScanner.digits):
            if case .integer(let value) = try number() {
                if value >= 0 { return value }
                throw error("invalid value: integer `\(value)`, expected usize")
            }
            self = start
        default: break
        }
        throw try unexpected("usize")
    }

    /// Reads null, if that is what follows.
    package mutating func null() -> Bool {
        guard peek() == UInt8(ascii: "n"), (try? word("null")) != nil else { return false }
        return true
    }

    /// A value that is neither an object nor an array.
    private mutating func scalar() throws -> JSON {
        switch peek() {
        case nil: throw error("EOF while parsing a value")
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), .some(JSONScanner.digits): return try number()
        case UInt8(ascii: "t"):
            try word("true")
            return true
        case UInt8(ascii: "f"):
            try word("false")
            return false
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default: throw error("expected value")
        }
    }
}
