/// The checksum of TensorFlow's records: Castagnoli's polynomial, and a mask so that sums of sums stay sound.
package enum CRC32C {
    /// The checksum (RFC 3720, appendix B.4).
    package static func sum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
    }

    /// The checksum as it stands in records.
    package static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let sum = sum(bytes)
        return (sum >> 15 | sum << 17) &+ 0xA282_EAD8
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 0 ? value >> 1 : 0x82F6_3B78 ^ value >> 1 }
    }
}
