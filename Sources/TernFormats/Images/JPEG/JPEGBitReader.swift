/// Bits of a scan's data, highest first, without the zero bytes that are stuffed behind FF.
///
/// It stops before a marker and gives zeros from there on; `check` tells whether any of them were taken.
struct JPEGBitReader {
    private let base: UnsafePointer<UInt8>
    private let end: Int
    private(set) var position: Int
    /// The next bit is the highest one.
    private var buffer: UInt64 = 0
    private var available = 0
    private var padding = 0

    /// Reads from the byte at `start`.
    init(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) {
        self.base = base
        self.end = end
        position = start
    }

    /// - Throws: `TensorError` if more bits were taken than there are.
    func check() throws {
        guard available < padding else { return }
        throw JPEGMarker.next(base, from: position, to: end) == nil
            ? JPEG.truncated : JPEG.damaged("premature end of data segment")
    }

    /// Goes on behind the next marker, which must be a restart marker with this number.
    mutating func skipRestartMarker(_ number: Int) throws {
        try check()
        guard let marker = JPEGMarker.next(base, from: position, to: end) else { throw JPEG.truncated }
        guard marker.code == 0xD0 + number else { throw JPEG.damaged("a restart marker is missing") }
        position = marker.end
        (buffer, available, padding) = (0, 0, 0)
    }

    /// Makes at least 32 bits available: enough for a code and the value behind it.
    @inline(__always)
    mutating func fill() {
        guard available < 32 else { return }
        if end - position >= 8 {
            let word = UInt64(bigEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self))
            // A byte FF is a byte 0 of the complement.
            let hasFF = word & 0x8080_8080_8080_8080 & ~word &- 0x0101_0101_0101_0101
            if hasFF == 0 {
                // Bits beyond the ones counted are ored again, with the same values, by the next call.
                buffer |= word &>> UInt64(available)
                let taken = (63 &- available) &>> 3
                position &+= taken
                available &+= taken &* 8
                return
            }
        }
        fillByBytes()
    }

    @inline(never)
    private mutating func fillByBytes() {
        while available <= 56 {
            var byte: UInt64 = 0
            if let next = nextByte() { byte = UInt64(next) } else { padding += 8 }
            buffer |= byte << UInt64(56 - available)
            available += 8
        }
    }

    private mutating func nextByte() -> UInt8? {
        guard position < end else { return nil }
        let byte = base[position]
        if byte != 0xFF {
            position += 1
            return byte
        }
        var next = position + 1
        while next < end, base[next] == 0xFF { next += 1 }
        guard next < end, base[next] == 0 else { return nil }
        position = next + 1
        return 0xFF
    }

    /// The next `count` bits, 1 to 16, which stay where they are.
    @inline(__always)
    func peek(_ count: Int) -> Int { Int(truncatingIfNeeded: buffer &>> UInt64(64 &- count)) }

    @inline(__always)
    mutating func skip(_ count: Int) {
        buffer = buffer &<< UInt64(count)
        available &-= count
    }

    /// The next `count` bits, 1 to 16.
    @inline(__always)
    mutating func take(_ count: Int) -> Int {
        let bits = peek(count)
        skip(count)
        return bits
    }

    /// A number of `size` bits, 1 to 16, as T.81 stores it: the lower half of the range stands for the negative numbers.
    @inline(__always)
    mutating func value(_ size: Int) -> Int {
        let bits = take(size)
        return bits < 1 &<< (size &- 1) ? bits &- (1 &<< size) &+ 1 : bits
    }
}
