import TernCore

extension F {
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
}

/// Adaptive average pooling of `dimensions` dimensions, with torch's checks.
private struct AdaptiveAverage {
    let dimensions: Int

    private var name: String { "adaptive_avg_pool\(dimensions)d" }

    func apply(_ x: Tensor, _ outputSize: AdaptiveSize) throws -> Tensor {
        try x.validate()
        let sizes = try resolved(outputSize, x)
        let isWhole = sizes.allSatisfy { $0 == 1 }
        let pooled = Array((-dimensions)...(-1))
        // Torch takes a mean here, for any rank and also of nothing.
        let isImage = x.ndim == dimensions + 1 || x.ndim == dimensions + 2
        if isWhole, !isImage || !x.dtype.isFloatingPoint || x.shape.suffix(dimensions).contains(0) {
            return try x.mean(dim: pooled, keepDim: true)
        }
        try check(x, sizes)
        let rules = zip(x.shape.suffix(dimensions), sizes).map { PoolRule(input: $0, output: $1, kind: .adaptive) }
        let node = isWhole ? "MeanBackward1" : "AdaptiveAvgPool\(dimensions)DBackward0"
        return try AveragePooling(rules: rules, name: name, nodeName: node)(x)
    }

    private func resolved(_ size: AdaptiveSize, _ x: Tensor) throws -> [Int] {
        switch size {
        case .all(let value): return Array(repeating: value, count: dimensions)
        case .each(let values):
            guard x.ndim > values.count else {
                throw TensorError(.value, name, "Input dimension should be at least \(values.count + 1)")
            }
            guard values.count == dimensions else {
                throw TensorError(name, "\(name): output_size must be \(dimensions)")
            }
            return zip(values, x.shape.suffix(dimensions)).map { $0 ?? $1 }
        }
    }

    private func check(_ x: Tensor, _ sizes: [Int]) throws {
        guard sizes.allSatisfy({ $0 >= 0 }) else {
            throw TensorError(
                name,
                "\(name): elements of output_size must be greater than or equal to 0 but received {\(sizes.map(String.init).joined(separator: ", "))}"
            )
        }
        guard x.ndim == dimensions + 1 || x.ndim == dimensions + 2 else {
            throw TensorError(
                name, "\(name)(): Expected \(dimensions + 1)D or \(dimensions + 2)D tensor, but got \(x.shape)")
        }
        if let empty = x.shape.indices.suffix(dimensions).first(where: { x.shape[$0] == 0 }) {
            throw TensorError(
                name,
                "\(name)(): Expected input to have non-zero size for non-batch dimensions, but input has sizes \(x.shape) with dimension \(empty) being empty"
            )
        }
        guard x.dtype.isFloatingPoint else { throw x.unsupported(name) }
    }
}
