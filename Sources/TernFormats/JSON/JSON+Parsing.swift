extension JSON {
    /// The document that a text holds.
    ///
    /// - Throws: `JSONError` with the place of what is wrong.
    package static func parse(_ bytes: some Sequence<UInt8>) throws -> JSON {
        var scanner = try JSONScanner(Array(bytes))
        let document = try scanner.value()
        try scanner.end()
        return document
    }

    /// The document that a text holds.
    package static func parse(_ text: String) throws -> JSON { try parse(text.utf8) }
}
