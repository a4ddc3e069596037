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
        try ConvolutionArguments(
            rank: 2, stride: stride.size, padding: padding.padding, dilation: dilation.size, groups: groups
        ).convolve(x, weight, bias)
    }
}
