import TernCore

extension F {
    /// 3-d transposed convolution: what carries a convolution's output back to its input, also called deconvolution.
    ///
    /// Every x[n, c, i] adds weight[c, o, u] * x[n, c, i] to y[n, o, i*stride + u*dilation - padding], in each dimension; channels of
    /// one group only. The bias comes last.
    ///
    /// Shapes: x [N, C, D, H, W] or [C, D, H, W]; weight [C, O/groups, kd, kh, kw]; bias [O] -> [N, O, D', H', W'] with
    /// D' = (D - 1)*stride - 2*padding + dilation*(kd - 1) + outputPadding + 1.
    ///
    /// - Parameters:
    ///   - stride: distance between the places that neighbouring inputs write to. Default 1.
    ///   - padding: how much of both sides of the result is cut off. Default 0.
    ///   - outputPadding: how much longer the result is at its end: several inputs of a strided convolution give outputs of the same
    ///     size, and this says which is meant. Default 0.
    ///   - groups: how many parts the channels fall into that don't see each other. Default 1.
    ///   - dilation: distance between a window's taps. Default 1.
    /// - Throws: `TensorError` in torch's words for shapes, types or arguments that don't fit.
    /// - Source: `torch.nn.functional.conv_transpose3d`.
    public static func convTranspose3d(
        _ x: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: any SizeArgument = 1,
        padding: any SizeArgument = 0, outputPadding: any SizeArgument = 0, groups: Int = 1,
        dilation: any SizeArgument = 1
    ) throws -> Tensor {
        try ConvolutionArguments(
            rank: 3, stride: stride.size, padding: .size(padding.size), outputPadding: outputPadding.size,
            dilation: dilation.size, groups: groups
        ).convolve(x, weight, bias)
    }
}
