import Foundation

/// Numbers as C's printf writes them: the digits of the exact binary value, rounded half to even where it ends there.
package enum NumberText {
    /// `%.*f`, for finite numbers.
    package static func fixed(_ value: Double, precision: Int) -> String { printed("%.*f", precision, value) }

    /// `%.*e`, for finite numbers.
    package static func scientific(_ value: Double, precision: Int) -> String { printed("%.*e", precision, value) }

    private static func printed(_ format: String, _ precision: Int, _ value: Double) -> String {
        // The largest number has 309 digits before the point; then come a sign, the point and the end.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 320 + precision) { buffer in
            let length = withVaList([Int32(precision), value]) {
                vsnprintf(buffer.baseAddress, buffer.count, format, $0)
            }
            let written = max(0, min(Int(length), buffer.count - 1))
            return withPoint(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer[..<written])))
        }
    }

    /// The number with a point where the program's locale has another mark (in UTF-8, of one or more bytes).
    package static func withPoint(_ number: some Collection<UInt8>) -> String {
        let point = UInt8(ascii: ".")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(number.count)
        for byte in number {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"):
                bytes.append(byte)
            default:
                if bytes.last != point { bytes.append(point) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
