import TernCore

/// 1-d average pooling: the mean of each window. It has no parameters.
///
/// Shapes: [N, C, L] or [C, L] -> [N, C, L'] with L' = floor((L + 2*padding - kernel) / stride) + 1, or its ceiling.
///
/// - Source: `torch.nn.AvgPool1d`.
public final class AvgPool1d: Module {
    /// The window.
    public let kernelSize: Size
    /// The distance between windows.
    public let stride: Size
    /// How far windows reach over the border.
    public let padding: Size
    /// Whether windows that end outside the signal count.
    public let ceilMode: Bool
    /// Whether the divisor counts the zeros of the padding.
    public let countIncludePad: Bool

    /// An average pooling.
    ///
    /// - Parameters:
    ///   - kernelSize: the window.
    ///   - stride: distance between windows. Default the window.
    ///   - padding: how far windows reach over the border, at most half a window. Default 0.
    ///   - ceilMode: whether windows that end outside count too, if they start inside. Default false.
    ///   - countIncludePad: whether the divisor counts the zeros of the padding. Default true.
    public init(
        kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil, padding: any SizeArgument = 0,
        ceilMode: Bool = false, countIncludePad: Bool = true
    ) {
        self.kernelSize = .each(kernelSize.size.values)
        self.stride = .each((stride ?? kernelSize).size.values)
        self.padding = .each(padding.size.values)
        self.ceilMode = ceilMode
        self.countIncludePad = countIncludePad
    }

    /// The averages of a signal or a batch of signals.
    public func forward(_ x: Tensor) throws -> Tensor {
        try F.avgPool1d(
            x, kernelSize: kernelSize, stride: stride, padding: padding, ceilMode: ceilMode,
            countIncludePad: countIncludePad)
    }

    /// Torch's text between the parentheses.
    public var extraText: String { "kernel_size=\(kernelSize), stride=\(stride), padding=\(padding)" }
}
