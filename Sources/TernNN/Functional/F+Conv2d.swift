import CTernKernels
import TernCore

extension F {
    /// 2-d convolution (cross-correlation: the kernel is not flipped).
    ///
    /// y[n, o, i, j] = bias[o] + sum over c, u, v of weight[o, c, u, v] * x[n, g*C/groups + c, i*stride + u*dilation - padding, j*…],
    /// where g is the group of output channel o and x is 0 outside the image.
    ///
    /// Shapes: x [N, C, H, W] or [C, H, W]; weight [O, C/groups, kh, kw]; bias [O] -> [N, O, H', W'] with
    /// H' = floor((H + 2*padding - dilation*(kh-1) - 1) / stride) + 1.
    ///
    /// - Parameters:
    ///   - stride: distance between windows. Default 1.
    ///   - padding: zeros around the image, or `.same` / `.valid`. Default 0.
    ///   - dilation: distance between a window's taps. Default 1.
    ///   - groups: how many parts the channels fall into that don't see each other. Default 1.
    /// - Throws: `TensorError` in torch's words for shapes, types or arguments that don't fit.
    /// - Source: `torch.nn.functional.conv2d`.
    public static func conv2d(
        _ x: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: any SizeArgument = 1,
        padding: any PaddingArgument = 0, dilation: any SizeArgument = 1, groups: Int = 1
    ) throws -> Tensor {
        try x.validate()
        try weight.validate()
        try bias?.validate()
        let arguments = Conv2dArguments(
            stride: stride.size, padding: padding.padding, dilation: dilation.size, groups: groups)
        try arguments.check(x, weight, bias)
        let batched = x.ndim == 3 ? try x.unsqueeze(0) : x
        let geometry = try arguments.geometry(batched, weight, bias)
        let y = try Convolution.forward(batched, weight, bias, geometry)
        return x.ndim == 3 ? try y.squeeze(0) : y
    }
}

/// The convolution and its two adjoints. Each is linear in both operands, and the gradients of each are the other two: so
/// they can be differentiated as often as one likes.
enum Convolution {
    static func forward(
        _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: Conv2dGeometry
    ) throws -> Tensor {
        let y = try image(geometry.outputShape, like: x)
        let dense = bias?.contiguous()
        x.backend.conv2d(
            geometry.size, y.operand, x.operand, weight: weight.operand,
            epilogue: ConvolutionEpilogue(shift: dense?.operand))
        let inputs = [x, weight] + (bias.map { [$0] } ?? [])
        guard GradientMode.isRecording, inputs.contains(where: \.requiresGrad) else { return y }
        return y.recorded("ConvolutionBackward0", inputs) { dy, _ in
            [
                x.requiresGrad ? try backwardInput(dy, weight, geometry) : nil,
                weight.requiresGrad ? try backwardWeight(dy, x, geometry) : nil,
                bias?.requiresGrad == true ? try dy.sum(dim: [0, 2, 3]) : nil,
            ]
        }
    }

    /// Images come channels-last, the layout in which the fast kernels work. Nobody sees it but the next layer.
    private static func image(_ shape: [Int], like x: Tensor) throws -> Tensor {
        let order = [0, 2, 3, 1]
        return try x.uninitializedLike(shape: shape, strides: Shape.strides(shape, inMemoryOrder: order), "conv2d")
    }

    /// activation(forward * scale + shift + residual) in one pass over the output, without history. Scale and shift are
    /// vectors of the output's channels; everything has one type.
    static func inference(
        _ x: Tensor, _ weight: Tensor, scale: Tensor? = nil, shift: Tensor? = nil, residual: Tensor? = nil,
        activation: FusedActivation = .identity, _ geometry: Conv2dGeometry
    ) throws -> Tensor {
        let y = try image(geometry.outputShape, like: x)
        let (scale, shift) = (scale?.contiguous(), shift?.contiguous())
        // The kernel reads the residual with y's strides.
        var added = residual
        if let residual, residual.strides != y.strides {
            let copy = try image(geometry.outputShape, like: x)
            x.backend.copy(copy.shape, copy.operand, residual.operand)
            added = copy
        }
        x.backend.conv2d(
            geometry.size, y.operand, x.operand, weight: weight.operand,
            epilogue: ConvolutionEpilogue(
                scale: scale?.operand, shift: shift?.operand, residual: added?.operand, bounds: activation.bounds))
        return y
    }

    static func backwardInput(_ dy: Tensor, _ weight: Tensor, _ geometry: Conv2dGeometry) throws -> Tensor {
        let dx = try image(geometry.inputShape, like: dy)
        dy.backend.conv2dBackwardInput(
            geometry.size, dx.operand, dy.operand, weight: weight.operand, epilogue: ConvolutionEpilogue())
        return dx.recorded("ConvolutionBackwardBackward0", [dy, weight]) { ddx, _ in
            [
                dy.requiresGrad ? try forward(ddx, weight, nil, geometry) : nil,
                weight.requiresGrad ? try backwardWeight(dy, ddx, geometry) : nil,
            ]
        }
    }

    static func backwardWeight(_ dy: Tensor, _ x: Tensor, _ geometry: Conv2dGeometry) throws -> Tensor {
        let dweight = try dy.uninitializedLike(shape: geometry.weightShape, "conv2d")
        dy.backend.conv2dBackwardWeight(geometry.size, dweight.operand, dy.operand, x.operand)
        return dweight.recorded("ConvolutionBackwardBackward0", [dy, x]) { ddweight, _ in
            [
                dy.requiresGrad ? try forward(x, ddweight, nil, geometry) : nil,
                x.requiresGrad ? try backwardInput(dy, ddweight, geometry) : nil,
            ]
        }
    }
}

/// All sizes of one convolution, checked.
struct Conv2dGeometry: Sendable {
    var size: Conv2dSize

    var inputShape: [Int] { [size.n, size.c, size.h, size.w].map { Int($0) } }
    var weightShape: [Int] { [size.k, size.c / size.groups, size.kh, size.kw].map { Int($0) } }
    var outputShape: [Int] { [size.n, size.k, size.oh, size.ow].map { Int($0) } }
}
