import CTernKernels

extension CPUBackend {
    package func take(_ out: Operand, _ x: Operand, offsets: Operand, block: Int, count: Int) {
        tern_take(
            Int64(out.dtype.itemSize), Int64(block), Int64(count), out.pointer, x.pointer, offsets.int64s)
    }

    package func put(_ out: Operand, _ x: Operand, offsets: Operand, block: Int, count: Int, accumulate: Bool) {
        if accumulate {
            tern_put_add(out.dtype.kernel, Int64(block), Int64(count), out.pointer, x.pointer, offsets.int64s)
        } else {
            tern_put(Int64(out.dtype.itemSize), Int64(block), Int64(count), out.pointer, x.pointer, offsets.int64s)
        }
    }

    package func offsetBounds(_ offsets: Operand, count: Int) -> ClosedRange<Int> {
        var lowest: Int64 = 0
        var highest: Int64 = 0
        tern_offset_bounds(Int64(count), offsets.int64s, &lowest, &highest)
        return Int(lowest)...Int(highest)
    }

    package func countTrue(_ mask: Operand, count: Int) -> Int {
        Int(tern_nonzero(Int64(count), mask.bytes, nil))
    }

    package func positionsOfTrue(_ out: Operand, _ mask: Operand, count: Int) {
        _ = tern_nonzero(Int64(count), mask.bytes, out.pointer.assumingMemoryBound(to: Int64.self))
    }
}

extension Operand {
    fileprivate var int64s: UnsafePointer<Int64> { UnsafePointer(pointer.assumingMemoryBound(to: Int64.self)) }
    fileprivate var bytes: UnsafePointer<UInt8> { UnsafePointer(pointer.assumingMemoryBound(to: UInt8.self)) }
}
