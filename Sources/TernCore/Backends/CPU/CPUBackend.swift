import CTernKernels

/// The processor: hands every operation to the C kernels.
package struct CPUBackend: Backend {
    package static let shared = CPUBackend()

    package var device: Device { .cpu }

    // MARK: Memory

    package func allocate(byteCount: Int, zeroed: Bool, _ operation: String) throws -> UnsafeMutableRawPointer {
        if let refusal = CPUBackend.refusedInstructionSet { throw refusal }
        // Small requests are never worth a look at the machine's free memory.
        let isSafe = byteCount < 256 << 20 || UInt(byteCount) < UInt(tern_available_memory())
        guard isSafe, let pointer = tern_allocate(byteCount, zeroed) else {
            throw CPUBackend.outOfMemory(byteCount, operation)
        }
        return pointer
    }

    /// Refuses, before it is made, what would take more memory than is free: tables and lists beside the tensors.
    package static func requireRoom(for byteCount: CheckedInt, _ operation: String) throws {
        let bytes = byteCount.saturated
        guard bytes < 256 << 20 || UInt(bytes) < UInt(tern_available_memory()) else {
            throw outOfMemory(bytes, operation)
        }
    }

    private static func outOfMemory(_ byteCount: Int, _ operation: String) -> TensorError {
        TensorError(
            .memory, operation,
            "[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory: you tried to allocate \(byteCount) bytes. Error code 12 (Cannot allocate memory)",
            hint: "this machine has \(tern_available_memory()) bytes free")
    }

    /// What is wrong with TERN_ISA, if anything: computing on another path than was asked for would prove nothing.
    private static let refusedInstructionSet: TensorError? = tern_isa_refusal().map {
        TensorError(.value, "TERN_ISA", String(cString: $0), hint: "unset TERN_ISA to let Tern choose")
    }

    package func deallocate(_ pointer: UnsafeMutableRawPointer, byteCount: Int) { tern_deallocate(pointer) }

    package func copyFromHost(_ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, byteCount: Int) {
        target.copyMemory(from: source, byteCount: byteCount)
    }

    package func copyToHost(_ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, byteCount: Int) {
        target.copyMemory(from: source, byteCount: byteCount)
    }
}

// MARK: - Passing shapes and strides to C

/// Swift's `Int` and C's `int64_t` are the same memory on every 64-bit machine, but different types to the compiler.
extension Array where Element == Int {
    func withInt64s<Result>(_ body: (UnsafePointer<Int64>) -> Result) -> Result {
        withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, !buffer.isEmpty else {
                return withUnsafePointer(to: Int64(0), body)
            }
            return UnsafeRawPointer(base).withMemoryRebound(to: Int64.self, capacity: buffer.count, body)
        }
    }

    func withKernelShape<Result>(_ body: (tern_shape) -> Result) -> Result {
        withInt64s { body(tern_shape(ndim: Int32(count), sizes: $0)) }
    }
}

extension Operand {
    func withKernel<Result>(_ body: (tern_operand) -> Result) -> Result {
        strides.withInt64s { body(tern_operand(data: pointer, strides: $0, dtype: dtype.kernel)) }
    }
}
