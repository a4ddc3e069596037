import TernCore

/// 2-d transposed convolution with a learned kernel: what carries a convolution's output back to its input, also called
/// deconvolution.
///
/// Every x[n, c, i] adds weight[c, o, u] * x[n, c, i] to y[n, o, i*stride + u*dilation - padding], in each dimension; with
/// `groups`, only within a group of channels. The bias comes last.
///
/// Shapes: [N, inChannels, H, W] or [inChannels, H, W] -> [N, outChannels, H', W'] with
/// H' = (H - 1)*stride - 2*padding + dilation*(kernel - 1) + outputPadding + 1. `weight` [inChannels, outChannels/groups, kh, kw],
/// `bias` [outChannels].
///
/// - Source: `torch.nn.ConvTranspose2d`.
public final class ConvTranspose2d: ConvTransposeNd {
    /// A transposed convolution with torch's initial weights: uniform within +-1/sqrt(fan in), where torch takes the weight's second
    /// dimension for the inputs, drawn from the default generator.
    ///
    /// A configuration that cannot work is reported by `validate()` and by the first use.
    ///
    /// - Parameters:
    ///   - inChannels: channels of the input.
    ///   - outChannels: channels of the output.
    ///   - kernelSize: the window, `3` or `[3, 5]`.
    ///   - stride: distance between the places that neighbouring inputs write to. Default 1.
    ///   - padding: how much of both sides of the result is cut off. Default 0.
    ///   - outputPadding: how much longer the result is at its end. Default 0.
    ///   - groups: parts of the channels; must divide both channel counts. Default 1.
    ///   - bias: whether a learned shift is added. Default true.
    ///   - dilation: distance between taps. Default 1.
    ///   - paddingMode: zeros, the only one that exists here.
    ///   - device: where the parameters lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public init(
        _ inChannels: Int, _ outChannels: Int, kernelSize: any SizeArgument, stride: any SizeArgument = 1,
        padding: any SizeArgument = 0, outputPadding: any SizeArgument = 0, groups: Int = 1, bias: Bool = true,
        dilation: any SizeArgument = 1, paddingMode: PaddingMode = .zeros, device: Device = .cpu,
        dtype: DType = .float32
    ) {
        super.init(
            rank: 2, inChannels, outChannels, kernelSize: kernelSize.size, stride: stride.size,
            padding: .size(padding.size), outputPadding: outputPadding.size, dilation: dilation.size, groups: groups,
            bias: bias, paddingMode: paddingMode, device: device, dtype: dtype)
    }
}
