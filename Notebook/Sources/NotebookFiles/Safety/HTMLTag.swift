/// A tag of HTML, as it stands in a text.
struct HTMLTag {
    /// An attribute; its value has its character references decoded.
    struct Attribute {
        /// In the letters that it is written with.
        var name: String
        var value: String?
    }

    /// The name as it is written.
    var name: String
    var isClosing = false
    /// Whether it ends with `/>`.
    var isEmpty = false
    var attributes: [Attribute] = []
    /// The place after `>`.
    var end = 0
}

/// Finds the tags of a text, in time proportional to its length whatever it holds.
///
/// A tag is what CommonMark calls one; a `<` that begins none is text. A long text may begin a tag at many places that never end. Such
/// attempts meet: once two of them have come to the same place behind a quoted value, they go on alike, so one of them is enough.
struct HTMLTagScanner {
    private let bytes: [UInt8]
    /// Places behind quoted values from which no tag comes to its end.
    private var hopeless: Set<Int> = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The tag that begins at a `<`, if one does.
    mutating func tag(at start: Int) -> HTMLTag? {
        var position = start + 1
        guard position < bytes.count else { return nil }
        var tag = HTMLTag(name: "")
        tag.isClosing = bytes[position] == UInt8(ascii: "/")
        if tag.isClosing { position += 1 }
        let name = bytes[position...].prefix { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
        guard let first = name.first, first.isASCIILetter else { return nil }
        tag.name = String(decoding: name, as: UTF8.self)
        position = name.endIndex
        guard position < bytes.count, bytes[position].isHTMLSpace || "/>".utf8.contains(bytes[position]) else {
            return nil
        }
        var visited: [Int] = []
        while let next = skipSpace(&position) {
            switch next {
            case UInt8(ascii: ">"):
                tag.end = position + 1
                return tag
            case UInt8(ascii: "/"):
                position += 1
                tag.isEmpty = position < bytes.count && bytes[position] == UInt8(ascii: ">")
            default:
                guard !hopeless.contains(position), let attribute = attribute(&position) else {
                    hopeless.formUnion(visited)
                    return nil
                }
                tag.attributes.append(attribute)
                if bytes[position - 1] == UInt8(ascii: "\"") || bytes[position - 1] == UInt8(ascii: "'") {
                    visited.append(skipSpace(from: position))
                }
            }
        }
        hopeless.formUnion(visited)
        return nil
    }

    private mutating func attribute(_ position: inout Int) -> HTMLTag.Attribute? {
        let name = bytes[position...].prefix { $0.isASCIILetter || $0.isASCIIDigit || "-_:.".utf8.contains($0) }
        guard !name.isEmpty else { return nil }
        position = name.endIndex
        var attribute = HTMLTag.Attribute(name: String(decoding: name, as: UTF8.self))
        let equals = skipSpace(from: position)
        guard equals < bytes.count, bytes[equals] == UInt8(ascii: "=") else { return attribute }
        position = equals + 1
        guard let quote = skipSpace(&position) else { return nil }
        let value: ArraySlice<UInt8>
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            guard let end = bytes[(position + 1)...].firstIndex(of: quote) else { return nil }
            value = bytes[(position + 1)..<end]
            position = end + 1
        } else {
            value = bytes[position...].prefix { !$0.isHTMLSpace && !"\"'=<>`".utf8.contains($0) }
            guard !value.isEmpty else { return nil }
            position = value.endIndex
        }
        attribute.value = CharacterReferences.decoded(String(decoding: value, as: UTF8.self))
        return attribute
    }

    private func skipSpace(from start: Int) -> Int {
        var position = start
        while position < bytes.count, bytes[position].isHTMLSpace { position += 1 }
        return position
    }

    /// The next byte that is no white space.
    private func skipSpace(_ position: inout Int) -> UInt8? {
        position = skipSpace(from: position)
        return position < bytes.count ? bytes[position] : nil
    }
}
