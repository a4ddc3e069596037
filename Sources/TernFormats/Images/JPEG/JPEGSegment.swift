/// The bytes of one marker's segment, read one after the other.
struct JPEGSegment {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position: Int
    private let end: Int

    /// The bytes of `range`, which lies inside `bytes`.
    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    var count: Int { end - position }

    mutating func byte() throws -> Int {
        guard position < end else { throw JPEG.damaged("a segment is too short") }
        defer { position += 1 }
        return Int(bytes[position])
    }

    /// Two bytes, the higher one first.
    mutating func word() throws -> Int { try byte() << 8 | byte() }

    mutating func bytes(_ count: Int) throws -> [UInt8] {
        guard count <= end - position else { throw JPEG.damaged("a segment is too short") }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    /// The bytes that were not read.
    var rest: [UInt8] { Array(bytes[position..<end]) }
}
