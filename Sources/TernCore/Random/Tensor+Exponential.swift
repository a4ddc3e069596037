extension RandomFill {
    static func exponential(_ lambda: Double, _ operation: String) -> RandomFill {
        RandomFill(
            operation: operation,
            draw: { _ in
                guard lambda > 0 else {
                    throw TensorError(
                        operation, "exponential_ expects lambda > 0.0, but found lambda=\(streamed(lambda))")
                }
                return .exponential(lambda: lambda)
            },
            checkType: { dtype in
                guard dtype.isFloatingPoint else {
                    throw TensorError(
                        operation,
                        "Exponential distribution is a continuous probability distribution. "
                            + "dtype must be a floating point but you specified \(dtype.scalarTypeName)")
                }
            })
    }
}

extension Tensor {
    /// Exponentially distributed numbers: density lambda * e^(-lambda x).
    ///
    /// - Parameters:
    ///   - shape: the extents; `[]` for a single number.
    ///   - lambda: the rate; the mean is 1/lambda. Default 1.
    ///   - dtype: a floating-point type. Default float32.
    ///   - device: where it lies. Default the processor.
    ///   - requiresGrad: whether gradients are computed for it. Default false.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Source: `torch.empty(shape).exponential_(lambda)`.
    public static func exponential(
        _ shape: [Int], lambda: Double = 1, dtype: DType = .float32, device: Device = .cpu,
        requiresGrad: Bool = false, generator: Generator = .default
    ) -> Tensor {
        created(
            .exponential(lambda, "exponential"), shape, dtype: dtype, device: device, requiresGrad: requiresGrad,
            generator)
    }

    /// Replaces every element by an exponentially distributed number.
    ///
    /// - Parameters:
    ///   - lambda: the rate; the mean is 1/lambda. Default 1.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` for a rate that isn't positive, a type that isn't floating, or a leaf that requires
    ///   gradients outside `noGrad`.
    /// - Source: `torch.Tensor.exponential_`.
    public mutating func fillExponential(_ lambda: Double = 1, generator: Generator = .default) throws {
        try refill(.exponential(lambda, "fillExponential"), generator)
    }
}
