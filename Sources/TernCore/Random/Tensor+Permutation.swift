extension Tensor {
    /// The integers 0 ..< n in random order.
    ///
    /// - Parameters:
    ///   - n: how many.
    ///   - dtype: element type. Default int64.
    ///   - device: where it lies. Default the processor.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Source: `torch.randperm`.
    public static func randperm(
        _ n: Int, dtype: DType = .int64, device: Device = .cpu, generator: Generator = .default
    ) -> Tensor {
        created(false) {
            _ = try Shape.elementCount([n], "randperm")
            try dtype.checkPermutation(of: n)
            let fill = RandomFill(operation: "randperm") { _ in .permutation }
            return try drawn(fill, [n], dtype: .int64, on: try device.backend("randperm"), generator).to(dtype)
        }
    }
}

extension DType {
    /// Throws, in torch's words, where a type has no room for 0 ..< n. bfloat16 is not checked: its numbers are
    /// rounded.
    fileprivate func checkPermutation(of n: Int) throws {
        func limit(_ greatest: Int, _ text: String) throws {
            if n <= greatest { return }
            throw TensorError("randperm", "n cannot be greater than \(text) for \(scalarTypeName) type.")
        }
        func integerLimit(_ greatest: Int, _ typeName: String) throws {
            if n <= greatest { return }
            throw TensorError("randperm", "value cannot be converted to type \(typeName) without overflow")
        }
        switch self {
        case .float16: try limit(2049, "2049")
        case .float32: try limit(1 << 24 + 1, "2^24+1")
        case .float64: try limit(1 << 53 + 1, "2^53+1")
        case .uint8: try integerLimit(256, "uint8_t")
        case .int8: try integerLimit(128, "int8_t")
        case .int16: try integerLimit(1 << 15, "int16_t")
        case .int32: try integerLimit(1 << 31, "int")
        case .bool: throw TensorError(.notImplemented, "randperm", "\"randperm\" not implemented for 'Bool'")
        case .int64, .bfloat16: break
        }
    }
}
