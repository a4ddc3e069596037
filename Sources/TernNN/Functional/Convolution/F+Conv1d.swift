import TernCore

extension F {
    /// 1-d convolution (cross-correlation: the kernel is not flipped).
    ///
    /// y[n, o, i] = bias[o] + sum over c, u of weight[o, c, u] * x[n, g*C/groups + c, i*stride + u*dilation - padding],
    /// where g is the group of output channel o and x is 0 outside.
    ///
    /// Shapes: x [N, C, L] or [C, L]; weight [O, C/groups, k]; bias [O] -> [N, O, L'] with
    /// L' = floor((L + 2*padding - dilation*(k-1) - 1) / stride) + 1.
    ///
    /// - Parameters:
    ///   - stride: distance between windows. Default 1.
    ///   - padding: zeros on both sides, or `.same` / `.valid`. Default 0.
    ///   - dilation: distance between a window's taps. Default 1.
    ///   - groups: how many parts the channels fall into that don't see each other. Default 1.
    /// - Throws: `TensorError` in torch's words for shapes, types or arguments that don't fit.
    /// - Source: `torch.nn.functional.conv1d`.
    public static func conv1d(
        _ x: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: any SizeArgument = 1,
        padding: any PaddingArgument = 0, dilation: any SizeArgument = 1, groups: Int = 1
    ) throws -> Tensor {
        try ConvolutionArguments(
            rank: 1, stride: stride.size, padding: padding.padding, dilation: dilation.size, groups: groups
        ).convolve(x, weight, bias)
    }
}
