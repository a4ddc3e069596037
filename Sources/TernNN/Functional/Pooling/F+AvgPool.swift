import TernCore

extension F {
    /// 1-d average pooling: the mean of each window.
    ///
    /// y[n, c, i] = sum over u of x[n, c, i*stride + u - padding] / kernelSize, where x is 0 outside the signal.
    ///
    /// Shapes: x [N, C, L] or [C, L] -> [N, C, L'] with L' = floor((L + 2*padding - k) / stride) + 1, or its ceiling.
    ///
    /// Parameters and errors as `avgPool2d`, which also has a divisor.
    ///
    /// - Source: `torch.nn.functional.avg_pool1d`.
    public static func avgPool1d(
        _ x: Tensor, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil, padding: any SizeArgument = 0,
        ceilMode: Bool = false, countIncludePad: Bool = true
    ) throws -> Tensor {
        try x.validate()
        let names = ["kernel_size", "stride", "padding"]
        for (name, size) in zip(names, [kernelSize.size, stride?.size ?? .all(1), padding.size])
        where size.values.count > 1 {
            throw TensorError(
                "avg_pool1d", "avg_pool1d() argument '\(name)' should contain one int (got \(size.values.count))")
        }
        guard x.ndim == 2 || x.ndim == 3 else { throw x.notASignal("avg_pool1d") }
        let distance = stride?.size.values.isEmpty == true ? nil : stride
        // An image of height 1.
        func row(_ size: Size, _ height: Int) -> Size { .each([height] + size.values) }
        let y = try AvgPoolCall(
            dimensions: 2, kernelSize: row(kernelSize.size, 1), stride: distance.map { row($0.size, 1) },
            padding: row(padding.size, 0), ceilMode: ceilMode, countIncludePad: countIncludePad
        )(x.unsqueeze(-2))
        return try y.squeeze(-2)
    }

    /// 2-d average pooling: the mean of each window.
    ///
    /// y[n, c, i, j] = sum over u, v of x[n, c, i*stride + u - padding, j*stride + v - padding] / divisor, where x is 0 outside
    /// the image.
    ///
    /// Shapes: x [N, C, H, W] or [C, H, W] -> [N, C, H', W'] with H' = floor((H + 2*padding - k) / stride) + 1, or its ceiling.
    ///
    /// - Parameters:
    ///   - kernelSize: the window.
    ///   - stride: distance between windows. Default the window's size.
    ///   - padding: how far windows reach over the border, at most half a window. Default 0.
    ///   - ceilMode: whether windows that end outside count too, if they start inside. Default false.
    ///   - countIncludePad: whether the divisor counts the zeros of the padding. Default true.
    ///   - divisorOverride: another divisor, for all windows. Default the window's size.
    /// - Throws: `TensorError` in torch's words for shapes, types or arguments that don't fit.
    /// - Source: `torch.nn.functional.avg_pool2d`.
    public static func avgPool2d(
        _ x: Tensor, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil, padding: any SizeArgument = 0,
        ceilMode: Bool = false, countIncludePad: Bool = true, divisorOverride: Int? = nil
    ) throws -> Tensor {
        try AvgPoolCall(
            dimensions: 2, kernelSize: kernelSize.size, stride: stride?.size, padding: padding.size, ceilMode: ceilMode,
            countIncludePad: countIncludePad, divisorOverride: divisorOverride)(x)
    }

    /// 3-d average pooling: the mean of each window.
    ///
    /// Shapes: x [N, C, D, H, W] or [C, D, H, W] -> [N, C, D', H', W']. Parameters and errors as `avgPool2d`.
    ///
    /// - Source: `torch.nn.functional.avg_pool3d`.
    public static func avgPool3d(
        _ x: Tensor, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil, padding: any SizeArgument = 0,
        ceilMode: Bool = false, countIncludePad: Bool = true, divisorOverride: Int? = nil
    ) throws -> Tensor {
        try AvgPoolCall(
            dimensions: 3, kernelSize: kernelSize.size, stride: stride?.size, padding: padding.size, ceilMode: ceilMode,
            countIncludePad: countIncludePad, divisorOverride: divisorOverride)(x)
    }
}

extension Tensor {
    /// Torch's refusal of anything but [N, C, L] and [C, L].
    func notASignal(_ operation: String) -> TensorError {
        TensorError(
            operation,
            "Expected 2 to 3 dimensions, but got \(ndim)-dimensional tensor for argument #1 'self' (while checking arguments for \(operation))"
        )
    }
}

/// One call of average pooling over two or three dimensions.
private struct AvgPoolCall {
    let dimensions: Int
    let kernelSize: Size
    let stride: Size?
    let padding: Size
    let ceilMode: Bool
    let countIncludePad: Bool
    var divisorOverride: Int?

    func callAsFunction(_ x: Tensor) throws -> Tensor {
        try x.validate()
        let arguments = try PoolArguments(
            .avg, dimensions: dimensions, kernelSize: kernelSize, stride: stride, padding: padding, ceilMode: ceilMode)
        guard divisorOverride != 0 else { throw arguments.error("divisor must be not zero", x) }
        let output = try arguments.outputSize(x)
        // Torch's list; halves are missing from it in 3-d.
        let hasType = [.float32, .float64, .int64].contains(x.dtype) || dimensions == 2 && x.dtype.isFloatingPoint
        guard hasType else { throw x.unsupported(dimensions == 2 ? "avg_pool2d" : "avg_pool3d_out_frame") }
        return try AveragePooling(
            rules: arguments.rules(x, output, countsPadding: countIncludePad), divisor: divisorOverride ?? 0,
            name: arguments.name, nodeName: "AvgPool\(dimensions)DBackward0")(x)
    }
}
