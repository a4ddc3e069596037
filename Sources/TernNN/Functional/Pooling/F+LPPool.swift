import TernCore

extension F {
    /// 1-d power-average pooling: the p-norm of each window.
    ///
    /// y[n, c, i] = (sum over u of x[n, c, i*stride + u]^p)^(1/p). p = infinity is max pooling of |x|, minus infinity the smallest.
    ///
    /// Shapes: x [N, C, L] or [C, L] -> [N, C, L'] with L' = floor((L - k) / stride) + 1, or its ceiling.
    ///
    /// Parameters and errors as `lpPool2d`.
    ///
    /// - Source: `torch.nn.functional.lp_pool1d`.
    public static func lpPool1d(
        _ x: Tensor, normType: some ScalarConvertible, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil,
        ceilMode: Bool = false
    ) throws -> Tensor {
        try PowerPooling(dimensions: 1, normType.scalar, kernelSize.size).apply(x) {
            try maxPool1d($0, kernelSize: kernelSize, stride: stride, ceilMode: ceilMode)
        } average: {
            try avgPool1d($0, kernelSize: kernelSize, stride: stride, ceilMode: ceilMode)
        }
    }

    /// 2-d power-average pooling: the p-norm of each window.
    ///
    /// y[n, c, i, j] = (sum over u, v of x[n, c, i*stride + u, j*stride + v]^p)^(1/p). p = infinity is max pooling of |x|, minus
    /// infinity the smallest.
    ///
    /// Shapes: x [N, C, H, W] or [C, H, W] -> [N, C, H', W'] with H' = floor((H - k) / stride) + 1, or its ceiling.
    ///
    /// - Parameters:
    ///   - normType: p, not 0.
    ///   - kernelSize: the window.
    ///   - stride: distance between windows. Default the window's size.
    ///   - ceilMode: whether windows that end outside count too, if they start inside. Default false.
    /// - Throws: `TensorError` in torch's words for shapes, types or arguments that don't fit.
    /// - Source: `torch.nn.functional.lp_pool2d`.
    public static func lpPool2d(
        _ x: Tensor, normType: some ScalarConvertible, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil,
        ceilMode: Bool = false
    ) throws -> Tensor {
        try PowerPooling(dimensions: 2, normType.scalar, kernelSize.size).apply(x) {
            try maxPool2d($0, kernelSize: kernelSize, stride: stride, ceilMode: ceilMode)
        } average: {
            try avgPool2d($0, kernelSize: kernelSize, stride: stride, ceilMode: ceilMode)
        }
    }

    /// 3-d power-average pooling: the p-norm of each window.
    ///
    /// Shapes: x [N, C, D, H, W] or [C, D, H, W] -> [N, C, D', H', W']. Parameters and errors as `lpPool2d`.
    ///
    /// - Source: `torch.nn.functional.lp_pool3d`.
    public static func lpPool3d(
        _ x: Tensor, normType: some ScalarConvertible, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil,
        ceilMode: Bool = false
    ) throws -> Tensor {
        try PowerPooling(dimensions: 3, normType.scalar, kernelSize.size).apply(x) {
            try maxPool3d($0, kernelSize: kernelSize, stride: stride, ceilMode: ceilMode)
        } average: {
            try avgPool3d($0, kernelSize: kernelSize, stride: stride, ceilMode: ceilMode)
        }
    }
}

/// The p-norms of windows, from their averages or maxima.
private struct PowerPooling {
    let name: String
    let normType: Scalar
    let window: Double

    init(dimensions: Int, _ normType: Scalar, _ kernelSize: Size) {
        name = "lp_pool\(dimensions)d"
        self.normType = normType
        window = (kernelSize.expanded(to: dimensions) ?? []).reduce(1) { $0 * Double($1) }
    }

    func apply(
        _ x: Tensor, maximum: (Tensor) throws -> Tensor, average: (Tensor) throws -> Tensor
    ) throws -> Tensor {
        let p = normType.doubleValue
        guard p != 0 else {
            throw TensorError(.value, name, "norm_type must be a non-zero value, but got \(normType)")
        }
        if p == .infinity { return try maximum(x.abs()) }
        if p == -.infinity { return -(try maximum(-x.abs())) }
        let mean = try average(x.pow(normType))
        // Torch's way to a gradient of zero where the sum is zero.
        return try mean.sign().mul(mean.abs().relu()).mul(window).pow(1 / p)
    }
}
