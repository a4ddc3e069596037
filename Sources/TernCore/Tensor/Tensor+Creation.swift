extension Tensor {
    /// A tensor of zeros.
    ///
    /// - Parameters:
    ///   - shape: its extents; `[]` for a single number.
    ///   - dtype: element type. Default float32.
    ///   - device: where it lies. Default the processor.
    ///   - requiresGrad: whether gradients are computed for it. Default false.
    /// - Source: `torch.zeros`.
    public static func zeros(
        _ shape: [Int], dtype: DType = .float32, device: Device = .cpu, requiresGrad: Bool = false
    ) -> Tensor {
        created(requiresGrad) {
            guard shape.allSatisfy({ $0 >= 0 }) else {
                throw TensorError("zeros", "zeros: Dimension size must be non-negative.", shapes: ["size": shape])
            }
            return try .uninitialized(shape, zeroed: true, dtype: dtype, on: try device.backend("zeros"), "zeros")
        }
    }

    /// A tensor of ones; parameters as `zeros`.
    ///
    /// - Source: `torch.ones`.
    public static func ones(
        _ shape: [Int], dtype: DType = .float32, device: Device = .cpu, requiresGrad: Bool = false
    ) -> Tensor {
        full(shape, 1, dtype: dtype, device: device, requiresGrad: requiresGrad)
    }

    /// A tensor with `value` everywhere.
    ///
    /// - Parameters:
    ///   - shape: its extents.
    ///   - value: a number.
    ///   - dtype: element type. Default that of the number: int64, float32 or bool.
    ///   - device: where it lies. Default the processor.
    ///   - requiresGrad: whether gradients are computed for it. Default false.
    /// - Source: `torch.full`.
    public static func full(
        _ shape: [Int], _ value: some ScalarConvertible, dtype: DType? = nil, device: Device = .cpu,
        requiresGrad: Bool = false
    ) -> Tensor {
        let scalar = value.scalar
        return created(requiresGrad) {
            let type = dtype ?? scalar.defaultDType
            let result = try uninitialized(shape, dtype: type, on: try device.backend("full"), "full")
            try scalar.checkFits(type, "full")
            result.backend.fill(shape, result.operand, scalar)
            return result
        }
    }

    /// A tensor whose elements are whatever was in memory; for filling afterwards.
    ///
    /// - Source: `torch.empty`.
    public static func empty(
        _ shape: [Int], dtype: DType = .float32, device: Device = .cpu, requiresGrad: Bool = false
    ) -> Tensor {
        created(requiresGrad) {
            try .uninitialized(shape, dtype: dtype, on: try device.backend("empty"), "empty")
        }
    }

    /// Zeros with the shape, type and device of `other`.
    ///
    /// - Source: `torch.zeros_like`.
    public static func zeros(like other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false) -> Tensor {
        other.like { zeros(other.shape, dtype: dtype ?? other.dtype, device: $0, requiresGrad: requiresGrad) }
    }

    /// Ones with the shape, type and device of `other`.
    ///
    /// - Source: `torch.ones_like`.
    public static func ones(like other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false) -> Tensor {
        other.like { ones(other.shape, dtype: dtype ?? other.dtype, device: $0, requiresGrad: requiresGrad) }
    }

    /// `value` everywhere, with the shape, type and device of `other`.
    ///
    /// - Source: `torch.full_like`.
    public static func full(
        like other: Tensor, _ value: some ScalarConvertible, dtype: DType? = nil, requiresGrad: Bool = false
    ) -> Tensor {
        other.like { full(other.shape, value, dtype: dtype ?? other.dtype, device: $0, requiresGrad: requiresGrad) }
    }

    /// Unwritten memory with the shape, type and device of `other`.
    ///
    /// - Source: `torch.empty_like`.
    public static func empty(like other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false) -> Tensor {
        other.like { empty(other.shape, dtype: dtype ?? other.dtype, device: $0, requiresGrad: requiresGrad) }
    }

    /// The n x m matrix with ones on its diagonal.
    ///
    /// - Parameter m: columns. Default n.
    /// - Source: `torch.eye`.
    public static func eye(_ n: Int, _ m: Int? = nil, dtype: DType = .float32, device: Device = .cpu) -> Tensor {
        let columns = m ?? n
        return created(false) {
            guard n >= 0, columns >= 0 else {
                throw TensorError(
                    "eye", "\(n < 0 ? "n" : "m") must be greater or equal to 0, got \(Swift.min(n, columns))")
            }
            let result = try uninitialized(
                [n, columns], zeroed: true, dtype: dtype, on: try device.backend("eye"), "eye")
            let diagonal = result.operand(strides: [columns + 1])
            result.backend.fill([Swift.min(n, columns)], diagonal, .int(1))
            return result
        }
    }

    /// Runs a creation; its error, if any, stays with the result.
    package static func created(_ requiresGrad: Bool, _ body: () throws -> Tensor) -> Tensor {
        let result = deferringErrors(body)
        return requiresGrad ? result.createdRequiringGrad() : result
    }

    private func like(_ body: (Device) -> Tensor) -> Tensor { failure == nil ? body(device) : self }
}
