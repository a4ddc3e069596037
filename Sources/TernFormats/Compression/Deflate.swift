/// Compression into deflate streams (RFC 1951) with the fixed codes: simple, and good enough for pictures of results.
enum Deflate {
    /// A zlib stream of these bytes.
    static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var bits = BitWriter([0x78, 0x01])
        bits.put(0b011, 3)
        var seen = [Int](repeating: -1, count: 1 << 15)
        var position = 0
        while position < bytes.count {
            let match = longestMatch(bytes, at: position, &seen)
            if let match {
                putLength(match.length, &bits)
                putDistance(match.distance, &bits)
                position += match.length
            } else {
                putSymbol(Int(bytes[position]), &bits)
                position += 1
            }
        }
        putSymbol(256, &bits)
        let sum = bytes.withUnsafeBufferPointer { Checksum.adler32($0) }
        return bits.finished() + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
    }

    /// What was last seen with the same first three bytes, if it is near enough.
    private static func longestMatch(
        _ bytes: [UInt8], at position: Int, _ seen: inout [Int]
    ) -> (length: Int, distance: Int)? {
        guard position + 3 <= bytes.count else { return nil }
        let key = Int(bytes[position]) << 16 | Int(bytes[position + 1]) << 8 | Int(bytes[position + 2])
        let slot = (key &* 0x9E37_79B1) >> 13 & (seen.count - 1)
        let before = seen[slot]
        seen[slot] = position
        guard before >= 0, position - before <= 32768 else { return nil }
        let most = min(258, bytes.count - position)
        var length = 0
        while length < most, bytes[before + length] == bytes[position + length] { length += 1 }
        return length >= 3 ? (length, position - before) : nil
    }

    private static func putSymbol(_ symbol: Int, _ bits: inout BitWriter) {
        switch symbol {
        case 0..<144: bits.putCode(0x30 + symbol, 8)
        case 144..<256: bits.putCode(0x190 + symbol - 144, 9)
        case 256..<280: bits.putCode(symbol - 256, 7)
        default: bits.putCode(0xC0 + symbol - 280, 8)
        }
    }

    private static func putLength(_ length: Int, _ bits: inout BitWriter) {
        let index = Inflate.lengthBases.lastIndex { $0 <= length } ?? 0
        putSymbol(257 + index, &bits)
        bits.put(length - Inflate.lengthBases[index], Inflate.lengthBits[index])
    }

    private static func putDistance(_ distance: Int, _ bits: inout BitWriter) {
        let index = Inflate.distanceBases.lastIndex { $0 <= distance } ?? 0
        bits.putCode(index, 5)
        bits.put(distance - Inflate.distanceBases[index], index < 4 ? 0 : index / 2 - 1)
    }
}

/// Bits, lowest first, as bytes.
private struct BitWriter {
    private var bytes: [UInt8]
    private var buffer = 0
    private var count = 0

    init(_ start: [UInt8]) { bytes = start }

    mutating func put(_ value: Int, _ width: Int) {
        buffer |= value << count
        count += width
        while count >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: buffer))
            buffer >>= 8
            count -= 8
        }
    }

    /// Codes come from their highest bit on.
    mutating func putCode(_ code: Int, _ width: Int) {
        for bit in (0..<width).reversed() { put(code >> bit & 1, 1) }
    }

    func finished() -> [UInt8] { count > 0 ? bytes + [UInt8(truncatingIfNeeded: buffer)] : bytes }
}
