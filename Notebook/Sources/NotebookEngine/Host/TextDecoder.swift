/// Bytes to text: a character that is cut between two reads waits for its rest, and what is no UTF-8 becomes U+FFFD.
struct TextDecoder {
    private var rest: [UInt8] = []

    mutating func decode(_ bytes: [UInt8]) -> String {
        let all = rest + bytes
        let cut = TextDecoder.unfinished(all)
        rest = Array(all.suffix(cut))
        return String(decoding: all.dropLast(cut), as: UTF8.self)
    }

    /// What no more bytes will complete.
    mutating func finish() -> String {
        defer { rest = [] }
        return String(decoding: rest, as: UTF8.self)
    }

    /// How many bytes at the end begin a character without completing it.
    private static func unfinished(_ bytes: [UInt8]) -> Int {
        for length in 1...3 where bytes.count >= length {
            let byte = bytes[bytes.count - length]
            if byte & 0xC0 == 0x80 { continue }
            let wanted = byte >= 0xF0 && byte < 0xF8 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return wanted > length && byte < 0xF8 ? length : 0
        }
        return 0
    }
}
