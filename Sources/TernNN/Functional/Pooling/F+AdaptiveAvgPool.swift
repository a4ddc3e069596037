import TernCore

extension F {
    /// 1-d average pooling to a size: output i is the mean of the positions floor(i*L/L') ..< ceil((i+1)*L/L').
    ///
    /// Shapes: x [N, C, L] or [C, L] -> [N, C, L'].
    ///
    /// - Parameter outputSize: L'.
    /// - Throws: `TensorError` in torch's words for shapes, types or sizes that don't fit.
    /// - Source: `torch.nn.functional.adaptive_avg_pool1d`.
    public static func adaptiveAvgPool1d(_ x: Tensor, outputSize: any SizeArgument) throws -> Tensor {
        try x.validate()
        let size = outputSize.size.values
        guard size.count == 1 else {
            throw TensorError(
                "adaptive_avg_pool1d",
                "adaptive_avg_pool1d() argument 'output_size' should contain one int (got \(size.count))"
            )
        }
        guard x.ndim == 2 || x.ndim == 3 else { throw x.notASignal("adaptive_avg_pool1d") }
        // An image of height 1.
        return try AdaptiveAverage(dimensions: 2).apply(x.unsqueeze(-2), .each([1, size[0]])).squeeze(-2)
    }

    /// 2-d average pooling to a size: output (i, j) is the mean of the rows floor(i*H/H') ..< ceil((i+1)*H/H') and of the
    /// columns likewise.
    ///
    /// Shapes: x [N, C, H, W] or [C, H, W] -> [N, C, H', W'].
    ///
    /// - Parameter outputSize: H' and W', `1` or `[3, 5]`; nil in the list keeps the input's.
    /// - Throws: `TensorError` in torch's words for shapes, types or sizes that don't fit.
    /// - Source: `torch.nn.functional.adaptive_avg_pool2d`.
    public static func adaptiveAvgPool2d(_ x: Tensor, outputSize: any AdaptiveSizeArgument) throws -> Tensor {
        try AdaptiveAverage(dimensions: 2).apply(x, outputSize.adaptiveSize)
    }

    /// 3-d average pooling to a size.
    ///
    /// Shapes: x [N, C, D, H, W] or [C, D, H, W] -> [N, C, D', H', W'].
    ///
    /// - Parameter outputSize: D', H' and W', `1` or `[1, 3, 5]`; nil in the list keeps the input's.
    /// - Throws: `TensorError` in torch's words for shapes, types or sizes that don't fit.
    /// - Source: `torch.nn.functional.adaptive_avg_pool3d`.
    public static func adaptiveAvgPool3d(_ x: Tensor, outputSize: any AdaptiveSizeArgument) throws -> Tensor {
        try AdaptiveAverage(dimensions: 3).apply(x, outputSize.adaptiveSize)
    }
}

/// Adaptive average pooling of `dimensions` dimensions, with torch's checks.
private struct AdaptiveAverage {
    let dimensions: Int

    private var name: String { "adaptive_avg_pool\(dimensions)d" }

    func apply(_ x: Tensor, _ outputSize: AdaptiveSize) throws -> Tensor {
        try x.validate()
        let sizes = try outputSize.extents(for: x, dimensions: dimensions, name)
        guard sizes.count == dimensions else { throw TensorError(name, "\(name): output_size must be \(dimensions)") }
        guard sizes.allSatisfy({ $0 == 1 }) else { return try pool(x, sizes) }
        // Torch takes a mean here, for any rank and also of nothing.
        let isImage = x.ndim == dimensions + 1 || x.ndim == dimensions + 2
        if !isImage || !x.dtype.isFloatingPoint || x.shape.suffix(dimensions).contains(0) {
            return try x.mean(dim: (1...dimensions).map { -$0 }, keepDim: true)
        }
        return try pool(x, sizes, nodeName: "MeanBackward1")
    }

    private func pool(_ x: Tensor, _ sizes: [Int], nodeName: String? = nil) throws -> Tensor {
        try check(x, sizes)
        let rules = zip(x.shape.suffix(dimensions), sizes).map { PoolRule(input: $0, output: $1, kind: .adaptive) }
        let name = nodeName ?? "AdaptiveAvgPool\(dimensions)DBackward0"
        return try AveragePooling(rules: rules, name: self.name, nodeName: name)(x)
    }

    private func check(_ x: Tensor, _ sizes: [Int]) throws {
        guard sizes.allSatisfy({ $0 >= 0 }) else {
            throw TensorError(
                name,
                "\(name): elements of output_size must be greater than or equal to 0 but received {\(listed(sizes))}"
            )
        }
        guard x.ndim == dimensions + 1 || x.ndim == dimensions + 2 else {
            throw TensorError(
                name, "\(name)(): Expected \(dimensions + 1)D or \(dimensions + 2)D tensor, but got \(x.shape)")
        }
        // Only images may be without channels.
        let pooled = x.shape.indices.dropFirst(dimensions == 2 ? x.ndim - 2 : 1)
        if let empty = pooled.first(where: { x.shape[$0] == 0 }) {
            throw TensorError(
                name,
                "\(name)(): Expected input to have non-zero size for non-batch dimensions, but input has sizes \(x.shape) with dimension \(empty) being empty"
            )
        }
        guard x.dtype.isFloatingPoint else { throw x.unsupported(dimensions == 2 ? name : "\(name)_cpu") }
    }

    /// Torch leaves a space out in 3-d.
    private func listed(_ sizes: [Int]) -> String {
        dimensions == 2 ? "\(sizes[0]), \(sizes[1])" : "\(sizes[0]), \(sizes[1]),\(sizes[2])"
    }
}
