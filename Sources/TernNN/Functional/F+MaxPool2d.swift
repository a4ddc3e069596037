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
        try maxPool2dWithIndices(
            x, kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode
        ).output
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
        try x.validate()
        let arguments = try MaxPool2dArguments(
            kernelSize: kernelSize.size, stride: stride?.size, padding: padding.size, dilation: dilation.size,
            ceilMode: ceilMode)
        let output = try arguments.outputSize(x)
        return try MaxPooling.forward(x, arguments, output)
    }
}

private enum MaxPooling {
    static func forward(
        _ x: Tensor, _ arguments: MaxPool2dArguments, _ output: [Int]
    ) throws -> (output: Tensor, indices: Tensor) {
        let shape = Array(x.shape.dropLast(2)) + output
        // Results in the input's memory order: channels-last images stay channels-last.
        let y = try x.uninitialized(orderedAs: shape, "max_pool2d")
        let indices = try x.uninitialized(orderedAs: shape, dtype: .int64, "max_pool2d")
        let size = arguments.kernelSize(for: x, output)
        x.backend.maxPool2d(size, batched(y), indices: batched(indices), batched(x))
        guard Tensor.needsGrad(x) else { return (y, indices) }
        let inputShape = x.shape
        // Without dilation every window meets a pixel.
        let mayMiss = size.dilation_h > 1 || size.dilation_w > 1
        let result = y.recorded("MaxPool2DWithIndicesBackward0", x) { dy in
            // Gradients that will be differentiated again are made of differentiable operations.
            GradientMode.isRecording
                ? try scatter(dy, to: indices, inputShape, mayMiss) : try gradient(dy, indices, inputShape, size)
        }
        return (result, indices)
    }

    /// Each output's gradient goes to the position of its maximum, by one kernel.
    private static func gradient(
        _ dy: Tensor, _ indices: Tensor, _ inputShape: [Int], _ size: Pool2dSize
    ) throws -> Tensor {
        let dx = try indices.uninitialized(orderedAs: inputShape, dtype: dy.dtype, "max_pool2d")
        dx.backend.maxPool2dBackward(size, batched(dx), batched(dy), indices: batched(indices))
        return dx
    }

    /// The same by differentiable operations; overlapping windows add up.
    private static func scatter(
        _ dy: Tensor, to indices: Tensor, _ inputShape: [Int], _ mayMiss: Bool
    ) throws -> Tensor {
        let planes = Array(inputShape.dropLast(2))
        var (gradient, positions) = (dy, indices)
        if mayMiss {
            let misses = indices .< 0
            gradient = try dy.maskedFill(misses, 0)
            positions = try indices.maskedFill(misses, 0)
        }
        let pixels = Shape.count(Array(inputShape.suffix(2)))
        let outputs = Shape.count(Array(dy.shape.suffix(2)))
        let dx = try Tensor.zeros(planes + [pixels], dtype: dy.dtype, device: dy.device).scatterAdd(
            -1, positions.reshape(planes + [outputs]), gradient.reshape(planes + [outputs]))
        return try dx.reshape(inputShape)
    }

    /// An unbatched image is a batch of one.
    private static func batched(_ image: Tensor) -> Operand {
        image.ndim == 4 ? image.operand : image.operand(strides: [0] + image.strides)
    }
}

/// The arguments of max pooling and torch's checks of them.
private struct MaxPool2dArguments {
    let kernel: [Int]
    let stride: [Int]
    let padding: [Int]
    let dilation: [Int]
    let ceilMode: Bool

    init(kernelSize: Size, stride: Size?, padding: Size, dilation: Size, ceilMode: Bool) throws {
        func pair(_ size: Size, _ rule: String) throws -> [Int] {
            let values = size.values
            guard values.count == 1 || values.count == 2 else { throw TensorError("max_pool2d", "max_pool2d: \(rule)") }
            return [values[0], values[values.count - 1]]
        }
        let isDefaultStride = stride == nil || stride?.values.isEmpty == true
        kernel = try pair(kernelSize, "kernel_size must either be a single int, or a tuple of two ints")
        self.stride =
            isDefaultStride
            ? kernel
            : try pair(stride ?? kernelSize, "stride must either be omitted, a single int, or a tuple of two ints")
        self.padding = try pair(padding, "padding must either be a single int, or a tuple of two ints")
        self.dilation = try pair(dilation, "dilation must be either a single int, or a tuple of two ints")
        self.ceilMode = ceilMode
    }

    /// [H', W'], after all checks.
    func outputSize(_ x: Tensor) throws -> [Int] {
        guard x.ndim == 3 || x.ndim == 4 else {
            throw error("non-empty 3D or 4D (batch mode) tensor expected for input", x)
        }
        let output = try (0..<2).map { axis in
            try checkAxis(axis, x)
            return try outputExtent(axis, x.shape[x.ndim - 2 + axis], x)
        }
        try checkWindow(x)
        let canBeEmpty = x.ndim == 4 ? 1 : 0
        guard !x.shape.dropFirst(canBeEmpty).contains(0) else {
            throw error(
                "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:\(x.shape)", x)
        }
        guard kernel[0] / 2 >= padding[0], kernel[1] / 2 >= padding[1] else {
            throw error(
                "pad should be smaller than or equal to half of kernel size, but got padW = \(padding[1]), padH = \(padding[0]), kW = \(kernel[1]), kH = \(kernel[0])",
                x)
        }
        let image = Array(x.shape.suffix(3))
        guard output.allSatisfy({ $0 >= 1 }) else {
            throw error(
                "Given input size: (\(image[0])x\(image[1])x\(image[2])). Calculated output size: (\(image[0])x\(output[0])x\(output[1])). Output size is too small",
                x)
        }
        guard x.dtype != .bool else { throw x.unsupported("max_pool2d") }
        return output
    }

    private func checkAxis(_ axis: Int, _ x: Tensor) throws {
        guard stride[axis] != 0 else { throw error("stride should not be zero", x) }
        guard padding[axis] >= 0 else { throw error("pad must be non-negative, but got pad: \(padding[axis])", x) }
        let (product, overflow) = (kernel[axis] &- 1).multipliedReportingOverflow(by: dilation[axis])
        guard !overflow, product < Int.max / 4, product > Int.min / 4 else {
            throw error("kernel size and dilation are too large: their product overflows", x)
        }
        guard padding[axis] <= (product + 1) / 2 else {
            throw error(
                "pad should be at most half of effective kernel size, but got pad=\(padding[axis]), kernel_size=\(kernel[axis]) and dilation=\(dilation[axis])",
                x)
        }
    }

    private func checkWindow(_ x: Tensor) throws {
        guard kernel[0] > 0, kernel[1] > 0 else {
            throw error("kernel size should be greater than zero, but got kH: \(kernel[0]) kW: \(kernel[1])", x)
        }
        guard stride[0] > 0, stride[1] > 0 else {
            throw error("stride should be greater than zero, but got dH: \(stride[0]) dW: \(stride[1])", x)
        }
        guard dilation[0] > 0, dilation[1] > 0 else {
            throw error(
                "dilation should be greater than zero, but got dilationH: \(dilation[0]) dilationW: \(dilation[1])", x)
        }
    }

    /// One output extent. In ceil mode the last window must start inside the image or the padding before it.
    private func outputExtent(_ axis: Int, _ input: Int, _ x: Tensor) throws -> Int {
        let reach = (kernel[axis] - 1) * dilation[axis] + 1
        let (round, overflow) = (ceilMode ? stride[axis] : 1).subtractingReportingOverflow(1)
        guard padding[axis] < Int.max / 8, !overflow, Swift.abs(round) < Int.max / 4 else {
            throw error("stride or padding is too large: the sizes overflow", x)
        }
        let space = input + 2 * padding[axis] - reach + round
        var output = floorDivide(space, stride[axis]) + 1
        if ceilMode, (output - 1) * stride[axis] >= input + padding[axis] { output -= 1 }
        return output
    }

    private func floorDivide(_ a: Int, _ b: Int) -> Int {
        let quotient = a / b
        return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
    }

    func kernelSize(for x: Tensor, _ output: [Int]) -> Pool2dSize {
        let shape = x.ndim == 3 ? [1] + x.shape : x.shape
        let s = shape.map { Int64($0) }
        return Pool2dSize(
            dtype: x.dtype.kernel, n: s[0], c: s[1], h: s[2], w: s[3], oh: Int64(output[0]), ow: Int64(output[1]),
            kh: Int64(kernel[0]), kw: Int64(kernel[1]), stride_h: Int64(stride[0]), stride_w: Int64(stride[1]),
            pad_h: Int64(padding[0]), pad_w: Int64(padding[1]), dilation_h: Int64(dilation[0]),
            dilation_w: Int64(dilation[1]))
    }

    private func error(_ message: String, _ x: Tensor) -> TensorError {
        TensorError("max_pool2d", message, shapes: ["input": x.shape])
    }
}
