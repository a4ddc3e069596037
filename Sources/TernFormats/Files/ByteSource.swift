import Foundation

/// Bytes at known positions, in memory or in a file. Formats read from it what they need, when it is needed.
package protocol ByteSource: Sendable {
    /// The file's name for messages; nil for bytes in memory.
    var name: String? { get }
    var count: Int { get }
    /// Copies the bytes of `range`, which lies inside 0..<count, to `target`.
    func read(_ range: Range<Int>, into target: UnsafeMutableRawPointer) throws
}

extension ByteSource {
    package func bytes(_ range: Range<Int>) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, initialized in
            if let base = buffer.baseAddress { try read(range, into: base) }
            initialized = range.count
        }
    }
}

/// Bytes in memory.
package struct MemorySource: ByteSource {
    private let data: Data

    package init(_ data: Data) { self.data = data }

    package var name: String? { nil }
    package var count: Int { data.count }

    package func read(_ range: Range<Int>, into target: UnsafeMutableRawPointer) throws {
        data.withUnsafeBytes {
            target.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: $0[range]).baseAddress ?? UnsafeRawPointer(target),
                byteCount: range.count)
        }
    }
}
