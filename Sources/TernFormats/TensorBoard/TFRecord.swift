/// TensorFlow's record files: length, its checksum, the bytes, their checksum, and the next.
package enum TFRecord {
    /// One record as it stands in a file.
    package static func framed(_ body: [UInt8]) -> [UInt8] {
        let length = littleEndian(UInt64(body.count))
        return length + littleEndian(CRC32C.masked(length)) + body + littleEndian(CRC32C.masked(body))
    }

    private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
