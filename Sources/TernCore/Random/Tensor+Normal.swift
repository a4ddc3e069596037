extension RandomFill {
    /// - Parameter scalarPath: draw one number after another whatever the count, as torch does for memory with gaps.
    static func normal(_ mean: Double, _ std: Double, scalarPath: Bool = false, _ operation: String) -> RandomFill {
        RandomFill(
            operation: operation,
            draw: { _ in
                guard std >= 0 else {
                    throw TensorError(operation, "normal expects std >= 0.0, but found std \(streamed(std))")
                }
                return .normal(mean: mean, std: std, scalarPath: scalarPath)
            },
            checkType: { try $0.requireFloatingPoint(operation, kernel: "normal_kernel_cpu") })
    }
}

extension Tensor {
    /// Normal numbers with mean 0 and standard deviation 1.
    ///
    /// - Parameters:
    ///   - shape: the extents; `[]` for a single number.
    ///   - dtype: a floating-point type. Default float32.
    ///   - device: where it lies. Default the processor.
    ///   - requiresGrad: whether gradients are computed for it. Default false.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Source: `torch.randn`.
    public static func randn(
        _ shape: [Int], dtype: DType = .float32, device: Device = .cpu, requiresGrad: Bool = false,
        generator: Generator = .default
    ) -> Tensor {
        created(.normal(0, 1, "randn"), shape, dtype: dtype, device: device, requiresGrad: requiresGrad, generator)
    }

    /// Normal numbers with the shape, type, device and memory order of `other`.
    ///
    /// - Parameter dtype: another type. Default that of `other`.
    /// - Source: `torch.randn_like`.
    public static func randn(
        like other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false, generator: Generator = .default
    ) -> Tensor {
        // Of a slice torch first makes a tensor without gaps; only a permutation then remains to take the scalar path.
        let order = Shape.denseOrder(other.shape, other.strides)
        let fill = RandomFill.normal(0, 1, scalarPath: !Shape.isContiguous(other.shape, order), "randn")
        return other.drawnLike(fill, dtype: dtype, requiresGrad: requiresGrad, generator)
    }

    /// Normal numbers with the mean and standard deviation given.
    ///
    /// - Parameters:
    ///   - shape: the extents.
    ///   - mean: their mean. Default 0.
    ///   - std: their standard deviation. Default 1.
    ///   - dtype: a floating-point type. Default float32.
    ///   - device: where it lies. Default the processor.
    ///   - requiresGrad: whether gradients are computed for it. Default false.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Source: `torch.normal`.
    public static func normal(
        _ shape: [Int], mean: Double = 0, std: Double = 1, dtype: DType = .float32, device: Device = .cpu,
        requiresGrad: Bool = false, generator: Generator = .default
    ) -> Tensor {
        created(
            .normal(mean, std, "normal"), shape, dtype: dtype, device: device, requiresGrad: requiresGrad, generator)
    }

    /// Replaces every element by a normal number.
    ///
    /// - Parameters:
    ///   - mean: their mean. Default 0.
    ///   - std: their standard deviation. Default 1.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` for a negative deviation, a type that isn't floating, or a leaf that requires gradients
    ///   outside `noGrad`.
    /// - Source: `torch.Tensor.normal_`.
    public mutating func fillNormal(
        mean: Double = 0, std: Double = 1, generator: Generator = .default
    ) throws {
        try refill(.normal(mean, std, scalarPath: !isContiguous, "fillNormal"), generator)
    }
}
