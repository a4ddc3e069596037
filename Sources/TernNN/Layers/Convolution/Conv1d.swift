import TernCore

/// 1-d convolution with a learned kernel.
///
/// y[n, o, i] = bias[o] + sum over c, u of weight[o, c, u] * x[n, c, i*stride + u*dilation] on the padded input; with
/// `groups`, each output channel sees only the input channels of its group.
///
/// Shapes: [N, inChannels, L] or [inChannels, L] -> [N, outChannels, L'] with
/// L' = floor((L + 2*padding - dilation*(kernel-1) - 1) / stride) + 1. `weight` [outChannels, inChannels/groups, k], `bias`
/// [outChannels].
///
/// - Source: `torch.nn.Conv1d`.
public final class Conv1d: ConvNd {
    /// A convolution with torch's initial weights: uniform within +-1/sqrt(fan in), drawn from the default generator.
    ///
    /// A configuration that cannot work is reported by `validate()` and by the first use.
    ///
    /// - Parameters:
    ///   - inChannels: channels of the input.
    ///   - outChannels: channels of the output.
    ///   - kernelSize: the window, `3`.
    ///   - stride: distance between windows. Default 1.
    ///   - padding: elements on both sides, or `.same` / `.valid`. Default 0.
    ///   - dilation: distance between taps. Default 1.
    ///   - groups: parts of the channels; must divide both channel counts. Default 1.
    ///   - bias: whether a learned shift is added. Default true.
    ///   - paddingMode: what the padding is filled with. Default zeros.
    ///   - device: where the parameters lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public init(
        _ inChannels: Int, _ outChannels: Int, kernelSize: any SizeArgument, stride: any SizeArgument = 1,
        padding: any PaddingArgument = 0, dilation: any SizeArgument = 1, groups: Int = 1, bias: Bool = true,
        paddingMode: PaddingMode = .zeros, device: Device = .cpu, dtype: DType = .float32
    ) {
        super.init(
            rank: 1, inChannels, outChannels, kernelSize: kernelSize.size, stride: stride.size,
            padding: padding.padding,
            dilation: dilation.size, groups: groups, bias: bias, paddingMode: paddingMode, device: device, dtype: dtype)
    }
}
