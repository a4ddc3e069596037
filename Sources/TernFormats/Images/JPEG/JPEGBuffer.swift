import Foundation
import TernCore

/// Zeroed memory that is freed with its owner. Not an array: inner loops read it by pointer, without counting references.
final class JPEGBuffer<Element: BitwiseCopyable> {
    let base: UnsafeMutablePointer<Element>

    /// - Throws: `TensorError` where there is no memory.
    init(count: Int) throws {
        // The system gives zeroed pages when they are first touched: what a header promises costs nothing by itself.
        guard let memory = calloc(max(count, 1), MemoryLayout<Element>.stride) else {
            throw TensorError(.memory, "JPEG", "there is no memory for \(count * MemoryLayout<Element>.stride) bytes")
        }
        base = memory.bindMemory(to: Element.self, capacity: max(count, 1))
    }

    deinit { free(base) }
}
