import TernCore

extension F {
    /// 3-d convolution (cross-correlation: the kernel is not flipped).
    ///
    /// y[n, o, i, j, l] = bias[o] + sum over c, t, u, v of weight[o, c, t, u, v] * x[n, g*C/groups + c, i*stride + t*dilation - padding, …],
    /// where g is the group of output channel o and x is 0 outside.
    ///
    /// Shapes: x [N, C, D, H, W] or [C, D, H, W]; weight [O, C/groups, kd, kh, kw]; bias [O] -> [N, O, D', H', W'] with
    /// D' = floor((D + 2*padding - dilation*(kd-1) - 1) / stride) + 1.
    ///
    /// - Parameters:
    ///   - stride: distance between windows. Default 1.
    ///   - padding: zeros on both sides, or `.same` / `.valid`. Default 0.
    ///   - dilation: distance between a window's taps. Default 1.
    ///   - groups: how many parts the channels fall into that don't see each other. Default 1.
    /// - Throws: `TensorError` in torch's words for shapes, types or arguments that don't fit.
    /// - Source: `torch.nn.functional.conv3d`.
    public static func conv3d(
        _ x: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: any SizeArgument = 1,
        padding: any PaddingArgument = 0, dilation: any SizeArgument = 1, groups: Int = 1
    ) throws -> Tensor {
        try ConvolutionArguments(
            rank: 3, stride: stride.size, padding: padding.padding, dilation: dilation.size, groups: groups
        ).convolve(x, weight, bias)
    }
}
