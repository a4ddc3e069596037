import CTernKernels
import TernCore

extension F {
    /// 2-d max pooling: the largest value of each window.
    ///
    /// y[n, c, i, j] = max over u, v of x[n, c, i*stride + u*dilation - padding, j*stride + v*dilation - padding]. Positions
    /// outside the image don't count. NaN wins over every number.
    ///
    /// Shapes: x [N, C, H, W] or [C, H, W] -> [N, C, H', W'] with H' = floor((H + 2*padding - dilation*(k-1) - 1) / stride) + 1,
    /// or its ceiling.
    ///
    /// - Parameters:
    ///   - kernelSize: the window.
    ///   - stride: distance between windows. Default the window's size.
    ///   - padding: how far windows reach over the border, at most half a window. Default 0.
    ///   - dilation: distance between a window's taps. Default 1.
    ///   - ceilMode: whether windows that end outside count too, if they start inside. Default false.
    /// - Throws: `TensorError` in torch's words for shapes, types or arguments that don't fit.
    /// - Source: `torch.nn.functional.max_pool2d`.
    public static func maxPool2d(
        _ x: Tensor, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil, padding: any SizeArgument = 0,
        dilation: any SizeArgument = 1, ceilMode: Bool = false
    ) throws -> Tensor {
        let call = try MaxPool2dCall(x, kernelSize, stride, padding, dilation, ceilMode)
        return try call.output(x)
    }

    /// Max pooling that also tells where each maximum was found: `h * W + w` in its plane, the first of equals. (-1 for a
    /// dilated window that meets no pixel at all; torch gives a position outside the plane there.)
    ///
    /// Parameters, shapes and errors as `maxPool2d`.
    ///
    /// - Source: `torch.nn.functional.max_pool2d_with_indices`.
    public static func maxPool2dWithIndices(
        _ x: Tensor, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil, padding: any SizeArgument = 0,
        dilation: any SizeArgument = 1, ceilMode: Bool = false
    ) throws -> (output: Tensor, indices: Tensor) {
        try MaxPool2dCall(x, kernelSize, stride, padding, dilation, ceilMode).withIndices(x)
    }
}

/// One call of max pooling, checked.
struct MaxPool2dCall {
    private let arguments: PoolArguments
    private let output: [Int]
    private let size: Pool2dSize
    private let inputShape: [Int]
    private let outputShape: [Int]

    init(
        _ x: Tensor, _ kernelSize: any SizeArgument, _ stride: (any SizeArgument)?, _ padding: any SizeArgument,
        _ dilation: any SizeArgument, _ ceilMode: Bool, isWide: Bool = false
    ) throws {
        try x.validate()
        arguments = try PoolArguments(
            .max, dimensions: 2, kernelSize: kernelSize.size, stride: stride?.size, padding: padding.size,
            dilation: dilation.size, ceilMode: ceilMode, isWide: isWide)
        output = try arguments.outputSize(x)
        guard x.dtype != .bool else { throw x.unsupported("max_pool2d") }
        size = arguments.kernelSize(for: x, output)
        inputShape = x.shape
        outputShape = Array(x.shape.dropLast(2)) + output
    }

    /// Without dilation every window meets a pixel.
    private var mayMiss: Bool { size.dilation_h > 1 || size.dilation_w > 1 }

    /// The maxima alone, by whichever kernel is made for the window.
    func output(_ x: Tensor) throws -> Tensor {
        guard !arguments.isVast, size.kh * size.kw < 255 else { return try withIndices(x).output }
        return try values(x)
    }

    /// The maxima alone. For the gradient a byte each says which tap of the window won.
    private func values(_ x: Tensor) throws -> Tensor {
        // Results in the input's memory order: channels-last images stay channels-last.
        let y = try x.uninitialized(orderedAs: outputShape, "max_pool2d")
        let taps = Tensor.needsGrad(x) ? try y.uninitializedLike(strides: y.strides, dtype: .uint8, "max_pool2d") : nil
        x.backend.maxPool2dTaps(size, batched(y), taps: taps.map(batched), batched(x))
        guard let taps else { return y }
        return y.recorded("MaxPool2DWithIndicesBackward0", x) { dy in
            if GradientMode.isRecording { return try scatter(dy, to: positions(taps)) }
            let dx = try taps.uninitialized(orderedAs: inputShape, dtype: dy.dtype, "max_pool2d")
            dx.backend.maxPool2dTapsBackward(size, batched(dx), batched(dy), taps: batched(taps))
            return dx
        }
    }

    func withIndices(_ x: Tensor) throws -> (output: Tensor, indices: Tensor) {
        if arguments.isVast {
            return try MaxPooling(
                rules: arguments.rules(x, output), name: arguments.name, nodeName: "MaxPool2DWithIndicesBackward0")(x)
        }
        let y = try x.uninitialized(orderedAs: outputShape, "max_pool2d")
        let indices = try x.uninitialized(orderedAs: outputShape, dtype: .int64, "max_pool2d")
        x.backend.maxPool2d(size, batched(y), indices: batched(indices), batched(x))
        let result = y.recorded("MaxPool2DWithIndicesBackward0", x) { dy in
            // Gradients that will be differentiated again are made of differentiable operations.
            GradientMode.isRecording ? try scatter(dy, to: indices) : try gradient(dy, indices)
        }
        return (result, indices)
    }

    /// Where the winning taps lie in the input, as indices have it.
    private func positions(_ taps: Tensor) throws -> Tensor {
        func starts(_ count: Int64, _ stride: Int64, _ padding: Int64) throws -> Tensor {
            Tensor.arange(0, Int(count), step: 1).mul(Int(stride)).sub(Int(padding))
        }
        let tap = try taps.to(.int64)
        let rows = try starts(size.oh, size.stride_h, size.pad_h).reshape([Int(size.oh), 1])
        let h = try tap.div(Int(size.kw), rounding: .floor).mul(Int(size.dilation_h)).add(rows)
        let w = try tap.remainder(Int(size.kw)).mul(Int(size.dilation_w))
            .add(starts(size.ow, size.stride_w, size.pad_w))
        return try h.mul(Int(size.w)).add(w).maskedFill(tap .== 255, -1)
    }

    /// Each output's gradient goes to the position of its maximum, by one kernel.
    private func gradient(_ dy: Tensor, _ indices: Tensor) throws -> Tensor {
        let dx = try indices.uninitialized(orderedAs: inputShape, dtype: dy.dtype, "max_pool2d")
        dx.backend.maxPool2dBackward(size, batched(dx), batched(dy), indices: batched(indices))
        return dx
    }

    /// The same by differentiable operations.
    private func scatter(_ dy: Tensor, to indices: Tensor) throws -> Tensor {
        try dy.scatteredOverPlanes(to: indices, extents: Array(inputShape.suffix(2)), mayMiss: mayMiss)
    }

    /// An unbatched image is a batch of one.
    private func batched(_ image: Tensor) -> Operand {
        image.ndim == 4 ? image.operand : image.operand(strides: [0] + image.strides)
    }
}

extension PoolArguments {
    fileprivate func kernelSize(for x: Tensor, _ output: [Int]) -> Pool2dSize {
        let shape = x.ndim == 3 ? [1] + x.shape : x.shape
        let s = shape.map { Int64($0) }
        return Pool2dSize(
            dtype: x.dtype.kernel, n: s[0], c: s[1], h: s[2], w: s[3], oh: Int64(output[0]), ow: Int64(output[1]),
            kh: Int64(kernel[0]), kw: Int64(kernel[1]), stride_h: Int64(stride[0]), stride_w: Int64(stride[1]),
            pad_h: Int64(padding[0]), pad_w: Int64(padding[1]), dilation_h: Int64(dilation[0]),
            dilation_w: Int64(dilation[1]))
    }
}
