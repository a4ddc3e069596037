import Foundation

/// What PyTorch gave for the default seed; the values and texts are in the generated files beside this one.
package enum StoredResults {}

/// A tensor's numbers as PyTorch gave them.
package struct StoredTensor: Sendable {
    package let name: String
    /// Base64 of its float32 numbers, least significant byte first.
    let base64: String

    /// Its numbers in row-major order.
    package var values: [Float] {
        let data = Data(base64Encoded: base64, options: .ignoreUnknownCharacters) ?? Data()
        return data.withUnsafeBytes { bytes in
            (0..<(bytes.count / 4)).map { index in
                let bits = bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
                return Float(bitPattern: UInt32(littleEndian: bits))
            }
        }
    }
}
