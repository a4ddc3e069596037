import TernCore

/// What convolutions of all dimensions have in common: their parameters, their settings and torch's checks of them.
///
/// - Source: `torch.nn.modules.conv._ConvNd`.
public class ConvNd: Module {
    /// The kernel: [outChannels, inChannels/groups, …], transposed [inChannels, outChannels/groups, …].
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
    /// How much the input is padded; how much is cut off the result of a transposed convolution.
    public let padding: Padding
    /// The distance between a window's taps.
    public let dilation: Size
    /// Parts of the channels that don't see each other.
    public let groups: Int
    /// What the padding is filled with.
    public let paddingMode: PaddingMode

    /// Dimensions of the image.
    let rank: Int
    /// What a transposed convolution's result is longer; nil for a plain convolution.
    let extraSize: Size?
    private let configurationError: TensorError?

    init(
        rank: Int, _ inChannels: Int, _ outChannels: Int, kernelSize: Size, stride: Size, padding: Padding,
        outputPadding: Size? = nil, dilation: Size, groups: Int, bias: Bool, paddingMode: PaddingMode, device: Device,
        dtype: DType
    ) {
        self.rank = rank
        self.inChannels = inChannels
        self.outChannels = outChannels
        self.kernelSize = kernelSize
        self.stride = stride
        self.padding = padding
        extraSize = outputPadding
        self.dilation = dilation
        self.groups = groups
        self.paddingMode = paddingMode
        let isTransposed = outputPadding != nil
        configurationError = ConvNd.configurationError(
            isTransposed ? "ConvTranspose\(rank)d" : "Conv\(rank)d", isTransposed, inChannels, outChannels, groups,
            padding, stride, paddingMode)
        let kernel = kernelSize.expanded(to: rank) ?? kernelSize.values
        let channels = isTransposed ? [inChannels, outChannels] : [outChannels, inChannels]
        let shape = [channels[0], groups > 0 ? channels[1] / groups : 0] + kernel
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
        var arguments = arguments
        guard paddingMode != .zeros else { return try arguments.convolve(x, weight.tensor, bias?.tensor) }
        try x.validate()
        arguments.padding = .size(.all(0))
        return try arguments.convolve(
            x.pad(paddingAmounts, mode: paddingMode.padMode), weight.tensor, bias?.tensor)
    }

    /// The layer's settings as the functional form takes them.
    var arguments: ConvolutionArguments {
        ConvolutionArguments(
            rank: rank, stride: stride, padding: padding, outputPadding: extraSize, dilation: dilation, groups: groups)
    }

    /// [left, right, top, bottom, …]: what modes other than zeros add before the convolution.
    private var paddingAmounts: [Int] {
        func value(_ size: Size, _ dim: Int) -> Int { size.expanded(to: rank)?[dim] ?? 0 }
        return (0..<rank).reversed().flatMap { dim -> [Int] in
            switch padding {
            case .size(let size): return [value(size, dim), value(size, dim)]
            case .rule("same"):
                let total = value(dilation, dim) &* (value(kernelSize, dim) &- 1)
                return [total / 2, total - total / 2]
            case .rule: return [0, 0]
            }
        }
    }

    /// Torch's text between the parentheses: the arguments that are not the default.
    public var extraText: String {
        func tuple(_ size: Size) -> String { pythonTuple(size.expanded(to: rank) ?? size.values) }
        func isDefault(_ size: Size, _ value: Int) -> Bool {
            size.expanded(to: rank)?.allSatisfy { $0 == value } ?? false
        }
        var text = "\(inChannels), \(outChannels), kernel_size=\(tuple(kernelSize)), stride=\(tuple(stride))"
        switch padding {
        case .size(let size): if !isDefault(size, 0) { text += ", padding=\(tuple(size))" }
        case .rule(let name): text += ", padding=\(name)"
        }
        if !isDefault(dilation, 1) { text += ", dilation=\(tuple(dilation))" }
        if let extraSize, !isDefault(extraSize, 0) { text += ", output_padding=\(tuple(extraSize))" }
        if groups != 1 { text += ", groups=\(groups)" }
        if bias == nil { text += ", bias=False" }
        if paddingMode != .zeros { text += ", padding_mode=\(paddingMode.rawValue)" }
        return text
    }
}

extension ConvNd {
    /// What torch's constructor checks, in its order. Stride and dilation are checked when the layer is used.
    private static func configurationError(
        _ layer: String, _ isTransposed: Bool, _ inChannels: Int, _ outChannels: Int, _ groups: Int,
        _ padding: Padding, _ stride: Size, _ mode: PaddingMode
    ) -> TensorError? {
        func error(_ message: String, _ hint: String? = nil) -> TensorError {
            TensorError(.value, layer, message, hint: hint)
        }
        if isTransposed, mode != .zeros {
            return error("Only \"zeros\" padding mode is supported for \(layer)")
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
