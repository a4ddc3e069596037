/// A message in Protocol Buffers' encoding, written field by field in the order of their numbers.
struct ProtobufMessage {
    private(set) var bytes: [UInt8] = []

    /// A whole number; zero is what a reader assumes and is not written.
    mutating func put(_ field: Int, _ value: Int) {
        guard value != 0 else { return }
        putKey(field, 0)
        putVarint(UInt64(bitPattern: Int64(value)))
    }

    /// A double; zero is not written.
    mutating func put(_ field: Int, _ value: Double) {
        // Negative zero is a value of its own.
        guard value.bitPattern != 0 else { return }
        putKey(field, 1)
        bytes += ProtobufMessage.littleEndian(value.bitPattern)
    }

    /// A float that is one of several alternatives: it is written even when it is zero.
    mutating func put(_ field: Int, choice value: Float) {
        putKey(field, 5)
        bytes += ProtobufMessage.littleEndian(value.bitPattern)
    }

    /// Doubles one after the other.
    mutating func put(_ field: Int, packed values: [Double]) {
        guard !values.isEmpty else { return }
        put(field, values.flatMap { ProtobufMessage.littleEndian($0.bitPattern) })
    }

    /// Text; none is not written.
    mutating func put(_ field: Int, _ text: String) {
        if !text.isEmpty { put(field, Array(text.utf8)) }
    }

    /// A message within this one; an empty one is there too.
    mutating func put(_ field: Int, _ message: ProtobufMessage) { put(field, message.bytes) }

    /// Bytes, even if there are none.
    mutating func put(_ field: Int, _ body: [UInt8]) {
        putKey(field, 2)
        putVarint(UInt64(body.count))
        bytes += body
    }

    private mutating func putKey(_ field: Int, _ wireType: UInt64) { putVarint(UInt64(field) << 3 | wireType) }

    private mutating func putVarint(_ value: UInt64) {
        var rest = value
        while rest > 0x7F {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
