/// What stands in the parentheses of a link.
struct MarkdownDestination {
    var target: String
    var title: String?
    /// The place after the closing parenthesis.
    var end: Int

    /// More brackets inside each other than this are no address.
    private static let maximumDepth = 32

    /// - Parameters:
    ///   - bytes: the text.
    ///   - start: the place after the opening parenthesis.
    init?(_ bytes: [UInt8], at start: Int) {
        var position = Self.skipSpace(bytes, start)
        guard let word = Self.address(bytes, &position) else { return nil }
        target = word
        position = Self.skipSpace(bytes, position)
        if position < bytes.count, "\"'".utf8.contains(bytes[position]) {
            let quote = bytes[position]
            var close = position + 1
            while close < bytes.count, bytes[close] != quote { close += bytes[close] == UInt8(ascii: "\\") ? 2 : 1 }
            guard close < bytes.count else { return nil }
            title = Self.text(bytes[(position + 1)..<close])
            position = Self.skipSpace(bytes, close + 1)
        }
        guard position < bytes.count, bytes[position] == UInt8(ascii: ")") else { return nil }
        end = position + 1
    }

    private static func address(_ bytes: [UInt8], _ position: inout Int) -> String? {
        let start = position
        if start < bytes.count, bytes[start] == UInt8(ascii: "<") {
            position += 1
            while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
                guard bytes[position] != UInt8(ascii: "<"), bytes[position] != UInt8(ascii: "\n") else { return nil }
                position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard position < bytes.count else { return nil }
            position += 1
            return text(bytes[(start + 1)..<(position - 1)])
        }
        var depth = 0
        while position < bytes.count, bytes[position] > 0x20 {
            if bytes[position] == UInt8(ascii: "(") { depth += 1 }
            if bytes[position] == UInt8(ascii: ")") { depth -= 1 }
            if depth < 0 { break }
            guard depth <= maximumDepth else { return nil }
            position += bytes[position] == UInt8(ascii: "\\") && position + 1 < bytes.count ? 2 : 1
        }
        position = min(position, bytes.count)
        return text(bytes[start..<position])
    }

    private static func skipSpace(_ bytes: [UInt8], _ start: Int) -> Int {
        var position = start
        while position < bytes.count, bytes[position].isHTMLSpace { position += 1 }
        return position
    }

    /// The text without the backslashes before marks, and with the characters that references stand for.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var place = bytes.startIndex
        while place < bytes.endIndex {
            if bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.endIndex, bytes[place + 1].isASCIIMark {
                place += 1
            }
            result.append(bytes[place])
            place += 1
        }
        return CharacterReferences.decoded(String(decoding: result, as: UTF8.self))
    }
}

extension UInt8 {
    /// What ASCII has as punctuation.
    var isASCIIMark: Bool {
        switch self {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }
}
