import TernCore

extension F {
    /// 1-d max pooling to a size: output i is the largest of the positions floor(i*L/L') ..< ceil((i+1)*L/L').
    ///
    /// Shapes: x [N, C, L] or [C, L] -> [N, C, L'].
    ///
    /// - Parameter outputSize: L'.
    /// - Throws: `TensorError` in torch's words for shapes, types or sizes that don't fit.
    /// - Source: `torch.nn.functional.adaptive_max_pool1d`.
    public static func adaptiveMaxPool1d(_ x: Tensor, outputSize: any SizeArgument) throws -> Tensor {
        try adaptiveMaxPool1dWithIndices(x, outputSize: outputSize).output
    }

    /// `adaptiveMaxPool1d` that also tells where each maximum was found, the first of equals.
    ///
    /// - Source: `torch.nn.functional.adaptive_max_pool1d_with_indices`.
    public static func adaptiveMaxPool1dWithIndices(
        _ x: Tensor, outputSize: any SizeArgument
    ) throws -> (output: Tensor, indices: Tensor) {
        try x.validate()
        let (call, size) = (AdaptiveMaximum(dimensions: 1), outputSize.size.values)
        guard size.count == 1 else {
            throw TensorError(
                "adaptive_max_pool1d",
                "adaptive_max_pool1d() argument 'output_size' should contain one int (got \(size.count))")
        }
        guard x.ndim == 2 || x.ndim == 3 else { throw x.notASignal("adaptive_max_pool1d") }
        try call.checkExtents(x)
        // An image of height 1.
        let (y, indices) = try AdaptiveMaximum(dimensions: 2).pool(x.unsqueeze(-2), [1, size[0]])
        return (try y.squeeze(-2), try indices.squeeze(-2))
    }

    /// 2-d max pooling to a size: output (i, j) is the largest value of the rows floor(i*H/H') ..< ceil((i+1)*H/H') and of the
    /// columns likewise.
    ///
    /// Shapes: x [N, C, H, W] or [C, H, W] -> [N, C, H', W'].
    ///
    /// - Parameter outputSize: H' and W', `1` or `[3, 5]`; nil in the list keeps the input's.
    /// - Throws: `TensorError` in torch's words for shapes, types or sizes that don't fit.
    /// - Source: `torch.nn.functional.adaptive_max_pool2d`.
    public static func adaptiveMaxPool2d(_ x: Tensor, outputSize: any AdaptiveSizeArgument) throws -> Tensor {
        try adaptiveMaxPool2dWithIndices(x, outputSize: outputSize).output
    }

    /// `adaptiveMaxPool2d` that also tells where each maximum was found, `h * W + w`, the first of equals.
    ///
    /// - Source: `torch.nn.functional.adaptive_max_pool2d_with_indices`.
    public static func adaptiveMaxPool2dWithIndices(
        _ x: Tensor, outputSize: any AdaptiveSizeArgument
    ) throws -> (output: Tensor, indices: Tensor) {
        try AdaptiveMaximum(dimensions: 2).apply(x, outputSize.adaptiveSize)
    }

    /// 3-d max pooling to a size.
    ///
    /// Shapes: x [N, C, D, H, W] or [C, D, H, W] -> [N, C, D', H', W'].
    ///
    /// - Parameter outputSize: D', H' and W', `1` or `[1, 3, 5]`; nil in the list keeps the input's.
    /// - Throws: `TensorError` in torch's words for shapes, types or sizes that don't fit.
    /// - Source: `torch.nn.functional.adaptive_max_pool3d`.
    public static func adaptiveMaxPool3d(_ x: Tensor, outputSize: any AdaptiveSizeArgument) throws -> Tensor {
        try adaptiveMaxPool3dWithIndices(x, outputSize: outputSize).output
    }

    /// `adaptiveMaxPool3d` that also tells where each maximum was found, `(d * H + h) * W + w`, the first of equals.
    ///
    /// - Source: `torch.nn.functional.adaptive_max_pool3d_with_indices`.
    public static func adaptiveMaxPool3dWithIndices(
        _ x: Tensor, outputSize: any AdaptiveSizeArgument
    ) throws -> (output: Tensor, indices: Tensor) {
        try AdaptiveMaximum(dimensions: 3).apply(x, outputSize.adaptiveSize)
    }
}

/// Adaptive max pooling of `dimensions` dimensions, with torch's checks.
private struct AdaptiveMaximum {
    let dimensions: Int

    private var name: String { "adaptive_max_pool\(dimensions)d" }

    func apply(_ x: Tensor, _ outputSize: AdaptiveSize) throws -> (output: Tensor, indices: Tensor) {
        try x.validate()
        let sizes = try outputSize.extents(for: x, dimensions: dimensions, name)
        guard x.ndim == dimensions + 1 || x.ndim == dimensions + 2 else {
            throw TensorError(
                name, "\(name)(): Expected \(dimensions + 1)D or \(dimensions + 2)D tensor, but got: \(x.shape)")
        }
        try checkExtents(x)
        guard sizes.count == dimensions else {
            throw TensorError(name, "\(name)(): internal error: output_size.size() must be \(dimensions)")
        }
        return try pool(x, sizes)
    }

    func checkExtents(_ x: Tensor) throws {
        guard let empty = x.shape.indices.dropFirst().first(where: { x.shape[$0] == 0 }) else { return }
        throw TensorError(
            name,
            "\(name)(): Expected input to have non-zero size for non-batch dimensions, but input has sizes \(x.shape) with dimension \(empty) being empty"
        )
    }

    func pool(_ x: Tensor, _ sizes: [Int]) throws -> (output: Tensor, indices: Tensor) {
        let output = x.shape.dropLast(dimensions) + sizes
        if let negative = sizes.first(where: { $0 < 0 }) {
            throw TensorError(name, "Trying to create tensor with negative dimension \(negative): \(Array(output))")
        }
        guard x.dtype.isFloatingPoint else { throw x.unsupported(dimensions == 2 ? name : "\(name)_cpu") }
        let rules = zip(x.shape.suffix(dimensions), sizes).map { PoolRule(input: $0, output: $1, kind: .adaptive) }
        return try MaxPooling(rules: rules, name: name, nodeName: "AdaptiveMaxPool\(dimensions)DBackward0")(x)
    }
}
