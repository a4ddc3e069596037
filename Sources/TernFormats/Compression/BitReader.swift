import TernCore

/// Bits of a byte string, lowest first, as deflate packs them.
struct BitReader {
    private let base: UnsafePointer<UInt8>?
    private let end: Int
    private var position: Int
    private var buffer: UInt64 = 0
    private(set) var available = 0

    /// Reads `bytes` from the byte at `start`.
    init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        base = bytes.baseAddress
        end = bytes.count
        position = start
    }

    /// The next bits, at least 56 of them as long as the input lasts; zeros behind its end.
    @inline(__always)
    mutating func peek() -> UInt64 {
        guard available < 56, let base else { return buffer }
        if end - position >= 8 {
            // Eight bytes at once; those for which there is no room are read again.
            let word = UInt64(littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self))
            buffer |= word << UInt64(available)
            let taken = (63 - available) >> 3
            position += taken
            available += taken * 8
            // Bits above the ones counted would be counted twice.
            buffer &= available == 64 ? .max : 1 << UInt64(available) - 1
        }
        while available <= 56, position < end {
            buffer |= UInt64(base[position]) << UInt64(available)
            position += 1
            available += 8
        }
        return buffer
    }

    /// Leaves bits behind that `peek` has shown.
    @inline(__always)
    mutating func skip(_ count: Int) throws {
        guard count <= available else { throw BitReader.truncated }
        buffer >>= UInt64(count)
        available -= count
    }

    /// The next `count` bits, at most 32, as a number.
    @inline(__always)
    mutating func take(_ count: Int) throws -> Int {
        let bits = peek()
        try skip(count)
        return Int(bits & (1 << UInt64(count) - 1))
    }

    /// Goes on at the next byte's start.
    mutating func alignToByte() throws {
        _ = peek()
        try skip(available % 8)
    }

    /// Copies whole bytes; only after `alignToByte`.
    mutating func copy(_ count: Int, to target: UnsafeMutablePointer<UInt8>) throws {
        var copied = 0
        while copied < count, available > 0 {
            target[copied] = UInt8(truncatingIfNeeded: buffer)
            try skip(8)
            copied += 1
        }
        let rest = count - copied
        guard rest <= end - position, let base else {
            if rest == 0 { return }
            throw BitReader.truncated
        }
        (target + copied).update(from: base + position, count: rest)
        position += rest
    }

    /// The position of the next byte that no bit was taken of.
    var bytePosition: Int { position - available / 8 }

    static let truncated = TensorError(.value, "inflate", "the compressed data ends too early")
}
