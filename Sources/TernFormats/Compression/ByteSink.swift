import Foundation
import TernCore

/// Where decompressed bytes go: memory that grows with what has arrived, never with what a file promises.
package final class ByteSink {
    package private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// How many bytes have arrived. What writes through `base` moves it on.
    package var count = 0
    private let limit: Int

    /// Room for `limit` bytes at most.
    package init(limit: Int) throws {
        self.limit = limit
        capacity = Swift.max(1, Swift.min(limit, 1 << 16))
        base = try ByteSink.allocate(capacity)
    }

    deinit { free(base) }

    /// Not Swift's own allocation, which ends the process where there is no memory.
    private static func allocate(_ count: Int) throws -> UnsafeMutablePointer<UInt8> {
        guard let memory = malloc(count) else {
            throw TensorError(.memory, "inflate", "there is no memory for \(count) bytes")
        }
        return memory.bindMemory(to: UInt8.self, capacity: count)
    }

    /// What has arrived.
    package var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    /// Makes room for `more` bytes.
    ///
    /// - Throws: `TensorError` beyond the limit, or where there is no memory.
    func reserve(_ more: Int) throws {
        if more <= capacity - count { return }
        guard more <= limit - count else {
            throw TensorError(
                .value, "inflate", "more than \(limit) bytes come out", hint: "the file is not what it should be")
        }
        let grown = Swift.min(limit, Swift.max(capacity * 2, count + more))
        let target = try ByteSink.allocate(grown)
        target.update(from: base, count: count)
        free(base)
        base = target
        capacity = grown
    }
}
