import TernCore

/// 2-d convolution with a learned kernel.
///
/// y[n, o, i, j] = bias[o] + sum over c, u, v of weight[o, c, u, v] * x[n, c, i*stride + u*dilation, j*stride + v*dilation]
/// on the padded input; with `groups`, each output channel sees only the input channels of its group.
///
/// Shapes: [N, inChannels, H, W] or [inChannels, H, W] -> [N, outChannels, H', W'] with
/// H' = floor((H + 2*padding - dilation*(kernel-1) - 1) / stride) + 1. `weight` [outChannels, inChannels/groups, kh, kw], `bias`
/// [outChannels].
///
/// - Source: `torch.nn.Conv2d`.
public final class Conv2d: Module {
    /// The kernel, [outChannels, inChannels/groups, kh, kw].
    public let weight: Parameter
    /// The shift of each output channel; nil without bias.
    public let bias: Parameter?
    /// Channels of the input.
    public let inChannels: Int
    /// Channels of the output.
    public let outChannels: Int
    /// The window.
    public let kernelSize: Size
    /// The distance between windows.
    public let stride: Size
    /// How much the input is padded.
    public let padding: Padding
    /// The distance between a window's taps.
    public let dilation: Size
    /// Parts of the channels that don't see each other.
    public let groups: Int
    /// What the padding is filled with.
    public let paddingMode: PaddingMode

    private let configurationError: TensorError?

    /// A convolution with torch's initial weights: uniform within +-1/sqrt(fan in), drawn from the default generator.
    ///
    /// A configuration that cannot work is reported by `validate()` and by the first use.
    ///
    /// - Parameters:
    ///   - inChannels: channels of the input.
    ///   - outChannels: channels of the output.
    ///   - kernelSize: the window, `3` or `[3, 5]`.
    ///   - stride: distance between windows. Default 1.
    ///   - padding: pixels around the image, or `.same` / `.valid`. Default 0.
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
        self.inChannels = inChannels
        self.outChannels = outChannels
        self.kernelSize = kernelSize.size
        self.stride = stride.size
        self.padding = padding.padding
        self.dilation = dilation.size
        self.groups = groups
        self.paddingMode = paddingMode
        configurationError = Conv2d.configurationError(
            inChannels, outChannels, groups, self.padding, self.stride, paddingMode)
        let kernel = self.kernelSize.expanded(to: 2) ?? self.kernelSize.values
        let shape = [outChannels, groups > 0 ? inChannels / groups : 0] + kernel
        if let configurationError {
            // An invalid layer draws no random numbers, as torch's constructor fails before it would.
            weight = Parameter(Tensor(failure: configurationError))
            self.bias = bias ? Parameter(Tensor(failure: configurationError)) : nil
        } else {
            weight = Parameter(Init.defaultWeight(shape, dtype: dtype, device: device))
            let fanIn = shape.dropFirst().reduce(1, &*)
            self.bias =
                bias ? Parameter(Init.defaultBias(outChannels, fanIn: fanIn, dtype: dtype, device: device)) : nil
        }
    }

    /// Throws, in torch's words, what its constructor would have thrown.
    public func validate() throws {
        if let configurationError { throw configurationError }
        try weight.tensor.validate()
        try bias?.tensor.validate()
    }

    /// The convolution of an image or a batch of images.
    public func forward(_ x: Tensor) throws -> Tensor {
        try validate()
        guard paddingMode != .zeros else {
            return try F.conv2d(
                x, weight.tensor, bias?.tensor, stride: stride, padding: padding, dilation: dilation, groups: groups)
        }
        try x.validate()
        let padded = try x.pad(paddingAmounts, mode: paddingMode.padMode)
        return try F.conv2d(
            padded, weight.tensor, bias?.tensor, stride: stride, dilation: dilation, groups: groups)
    }

    /// [left, right, top, bottom]: what modes other than zeros add before the convolution.
    private var paddingAmounts: [Int] {
        func value(_ size: Size, _ dim: Int) -> Int { size.expanded(to: 2)?[dim] ?? 0 }
        return [1, 0].flatMap { dim -> [Int] in
            switch padding {
            case .size(let size): return [value(size, dim), value(size, dim)]
            case .rule("same"):
                let total = value(dilation, dim) &* (value(kernelSize, dim) &- 1)
                return [total / 2, total - total / 2]
            case .rule: return [0, 0]
            }
        }
    }
}

extension Conv2d {
    /// Torch's text between the parentheses: the arguments that are not the default.
    public var extraText: String {
        func pair(_ size: Size) -> String { pythonTuple(size.expanded(to: 2) ?? size.values) }
        func isDefault(_ size: Size, _ value: Int) -> Bool { size.expanded(to: 2) == [value, value] }
        var text = "\(inChannels), \(outChannels), kernel_size=\(pair(kernelSize)), stride=\(pair(stride))"
        switch padding {
        case .size(let size): if !isDefault(size, 0) { text += ", padding=\(pair(size))" }
        case .rule(let name): text += ", padding=\(name)"
        }
        if !isDefault(dilation, 1) { text += ", dilation=\(pair(dilation))" }
        if groups != 1 { text += ", groups=\(groups)" }
        if bias == nil { text += ", bias=False" }
        if paddingMode != .zeros { text += ", padding_mode=\(paddingMode.rawValue)" }
        return text
    }

    /// What torch's constructor checks, in its order. Stride and dilation are checked when the layer is used.
    private static func configurationError(
        _ inChannels: Int, _ outChannels: Int, _ groups: Int, _ padding: Padding, _ stride: Size, _ mode: PaddingMode
    ) -> TensorError? {
        func error(_ message: String, _ hint: String? = nil) -> TensorError {
            TensorError(.value, "Conv2d", message, hint: hint)
        }
        if groups <= 0 { return error("groups must be a positive integer") }
        if inChannels % groups != 0 {
            return error("in_channels must be divisible by groups", "\(inChannels) / \(groups)")
        }
        if outChannels % groups != 0 {
            return error("out_channels must be divisible by groups", "\(outChannels) / \(groups)")
        }
        if case .rule(let name) = padding {
            if name != "same", name != "valid" {
                return error("Invalid padding string '\(name)', should be one of {'valid', 'same'}")
            }
            if name == "same", stride.values.contains(where: { $0 != 1 }) {
                return error("padding='same' is not supported for strided convolutions")
            }
        }
        if !PaddingMode.all.contains(mode) {
            return error(
                "padding_mode must be one of {'zeros', 'reflect', 'replicate', 'circular'}, but got padding_mode='\(mode.rawValue)'"
            )
        }
        return nil
    }
}

extension PaddingMode {
    fileprivate var padMode: PadMode {
        switch self {
        case .reflect: .reflect
        case .replicate: .replicate
        case .circular: .circular
        default: .constant
        }
    }
}
