import TernCore

/// Gzip (RFC 1952) and zlib (RFC 1950): deflate streams with a header before and a checksum behind.
package enum Gzip {
    /// Whether these bytes begin as gzip files do.
    package static func isCompressed(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

    /// The contents of a gzip file, of all its members.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - limit: how many bytes may come out.
    /// - Throws: `TensorError` for a file that is damaged, ends early or holds more than the limit.
    package static func decompress(_ bytes: [UInt8], limit: Int) throws -> [UInt8] {
        try bytes.withUnsafeBufferPointer { source in
            let sink = try ByteSink(limit: limit)
            var position = 0
            repeat {
                let start = sink.count
                position = try Inflate.run(source, from: try skipHeader(source, from: position), into: sink)
                let member = UnsafeBufferPointer(rebasing: sink.bytes[start...])
                guard try number(source, at: position) == Checksum.crc32(member) else { throw invalid("data check") }
                guard try number(source, at: position + 4) == UInt32(truncatingIfNeeded: member.count) else {
                    throw invalid("length check")
                }
                position += 8
            } while isMember(source, at: position)
            return Array(sink.bytes)
        }
    }

    /// The contents of a zlib stream.
    package static func decompressZlib(_ bytes: [UInt8], limit: Int) throws -> [UInt8] {
        try bytes.withUnsafeBufferPointer { source in
            guard source.count >= 2, source[0] & 15 == 8, source[0] >> 4 <= 7, source[1] & 0x20 == 0,
                (Int(source[0]) << 8 | Int(source[1])) % 31 == 0
            else { throw invalid("header") }
            let sink = try ByteSink(limit: limit)
            let end = try Inflate.run(source, from: 2, into: sink)
            guard try number(source, at: end).byteSwapped == Checksum.adler32(sink.bytes) else {
                throw invalid("data check")
            }
            return Array(sink.bytes)
        }
    }

    private static func invalid(_ what: String) -> TensorError { TensorError(.value, "gzip", "incorrect \(what)") }

    /// Bytes behind the last member that don't begin another one are ignored, as gzip does.
    private static func isMember(_ source: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
        position + 1 < source.count && source[position] == 0x1F && source[position + 1] == 0x8B
    }

    private static func number(_ source: UnsafeBufferPointer<UInt8>, at position: Int) throws -> UInt32 {
        guard position + 4 <= source.count else { throw BitReader.truncated }
        return (0..<4).reduce(0) { $0 | UInt32(source[position + $1]) << UInt32(8 * $1) }
    }

    /// Where the deflate stream starts.
    private static func skipHeader(_ source: UnsafeBufferPointer<UInt8>, from start: Int) throws -> Int {
        guard isMember(source, at: start) else { throw invalid("header") }
        guard start + 10 <= source.count else { throw BitReader.truncated }
        guard source[start + 2] == 8 else { throw invalid("header: unknown compression method") }
        let flags = source[start + 3]
        guard flags & 0xE0 == 0 else { throw invalid("header: unknown flags") }
        var position = start + 10
        if flags & 4 != 0 {
            guard position + 2 <= source.count else { throw BitReader.truncated }
            position += 2 + Int(source[position]) + Int(source[position + 1]) << 8
        }
        // A name and a comment, each up to a zero byte.
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            guard position < source.count, let end = source[position...].firstIndex(of: 0) else {
                throw BitReader.truncated
            }
            position = end + 1
        }
        if flags & 2 != 0 { position += 2 }
        guard position <= source.count else { throw BitReader.truncated }
        return position
    }
}
