extension RandomFill {
    static func uniform(_ low: Double, _ high: Double, _ operation: String) -> RandomFill {
        RandomFill(operation: operation) { dtype in
            try dtype.requireFloatingPoint(operation, kernel: "check_uniform_bounds")
            let limit = dtype.greatestFinite
            for (value, name) in [(low, "from"), (high, "to")] where !(value >= -limit && value <= limit) {
                throw TensorError(operation, "\(name) is out of bounds for \(dtype.cTypeName)")
            }
            let (from, to) = (streamed(low), streamed(high))
            guard low <= high else {
                throw TensorError(
                    operation, "uniform_ expects to return a [from, to) range, but found from=\(from) > to=\(to)")
            }
            guard high - low <= limit else {
                throw TensorError(
                    operation,
                    "uniform_ expects to-from <= std::numeric_limits<\(dtype.scalarTypeName)>::max(), "
                        + "but found to=\(to) and from=\(from) which result in to-from to exceed the limit")
            }
            return .uniform(low: low, high: high)
        }
    }
}

extension Tensor {
    /// Numbers uniform in 0 ..< 1.
    ///
    /// - Parameters:
    ///   - shape: the extents; `[]` for a single number.
    ///   - dtype: a floating-point type. Default float32.
    ///   - device: where it lies. Default the processor.
    ///   - requiresGrad: whether gradients are computed for it. Default false.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Source: `torch.rand`.
    public static func rand(
        _ shape: [Int], dtype: DType = .float32, device: Device = .cpu, requiresGrad: Bool = false,
        generator: Generator = .default
    ) -> Tensor {
        created(
            .uniform(0, 1, "rand"), shape, dtype: dtype, device: device, requiresGrad: requiresGrad, generator)
    }

    /// Numbers uniform in 0 ..< 1 with the shape, type, device and memory order of `other`.
    ///
    /// - Parameter dtype: another type. Default that of `other`.
    /// - Source: `torch.rand_like`.
    public static func rand(
        like other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false, generator: Generator = .default
    ) -> Tensor {
        other.drawnLike(.uniform(0, 1, "rand"), dtype: dtype, requiresGrad: requiresGrad, generator)
    }

    /// Numbers uniform in low ..< high.
    ///
    /// - Parameters:
    ///   - shape: the extents.
    ///   - low: lower bound. Default 0.
    ///   - high: upper bound, not included. Default 1.
    ///   - dtype: a floating-point type. Default float32.
    ///   - device: where it lies. Default the processor.
    ///   - requiresGrad: whether gradients are computed for it. Default false.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Source: `torch.empty(shape).uniform_(low, high)`.
    public static func uniform(
        _ shape: [Int], low: Double = 0, high: Double = 1, dtype: DType = .float32, device: Device = .cpu,
        requiresGrad: Bool = false, generator: Generator = .default
    ) -> Tensor {
        created(
            .uniform(low, high, "uniform"), shape, dtype: dtype, device: device, requiresGrad: requiresGrad,
            generator)
    }

    /// Replaces every element by a number uniform in low ..< high.
    ///
    /// - Parameters:
    ///   - low: lower bound. Default 0.
    ///   - high: upper bound, not included. Default 1.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` for bounds that are not a range of the type, a type that isn't floating, or a leaf that
    ///   requires gradients outside `noGrad`.
    /// - Source: `torch.Tensor.uniform_`.
    public mutating func fillUniform(
        _ low: Double = 0, _ high: Double = 1, generator: Generator = .default
    ) throws {
        try refill(.uniform(low, high, "fillUniform"), generator)
    }
}
