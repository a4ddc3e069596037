extension Scalar {
    /// Refuses a number that an element of `dtype` cannot hold, as torch does; one that is merely rounded is fine.
    ///
    /// - Throws: torch's "value cannot be converted to type uint8_t without overflow".
    func requireFits(_ dtype: DType, _ operation: String) throws {
        guard !fits(dtype) else { return }
        throw TensorError(operation, "value cannot be converted to type \(dtype.fixedWidthName) without overflow")
    }

    private func fits(_ dtype: DType) -> Bool {
        let value = doubleValue
        switch dtype {
        case .bool, .float64, .float16, .bfloat16: return true
        case .float32: return !value.isFinite || Swift.abs(value) <= Double(Float.greatestFiniteMagnitude)
        // Negative numbers wrap around once.
        case .uint8: return value >= -255 && value < 256
        case .int8: return value >= -128 && value < 128
        case .int16: return value >= -0x1p15 && value < 0x1p15
        case .int32: return value >= -0x1p31 && value < 0x1p31
        case .int64:
            if case .int = self { return true }
            return value >= -0x1p63 && value < 0x1p63
        }
    }
}

extension DType {
    /// The C name by which torch speaks of a type that overflowed.
    fileprivate var fixedWidthName: String {
        switch self {
        case .int64: "int64_t"
        case .int16: "int16_t"
        case .int8: "int8_t"
        case .uint8: "uint8_t"
        default: cTypeName
        }
    }
}

extension Tensor {
    /// A number as a 0-dim tensor of this tensor's type and device.
    func number(_ scalar: Scalar, _ operation: String) throws -> Tensor {
        try validate()
        try scalar.requireFits(dtype, operation)
        let result = try Tensor.uninitialized([], dtype: dtype, on: backend, operation)
        backend.fill([], result.operand, scalar)
        return result
    }
}
