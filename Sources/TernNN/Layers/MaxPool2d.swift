import TernCore

/// 2-d max pooling: the largest value of each window. It has no parameters.
///
/// Shapes: [N, C, H, W] or [C, H, W] -> [N, C, H', W'] with H' = floor((H + 2*padding - dilation*(kernel-1) - 1) / stride) + 1, or its
/// ceiling. `forwardWithIndices` also tells where the maxima are (torch's `return_indices`).
///
/// - Source: `torch.nn.MaxPool2d`.
public final class MaxPool2d: Module {
    /// The window.
    public let kernelSize: Size
    /// The distance between windows.
    public let stride: Size
    /// How far windows reach over the border.
    public let padding: Size
    /// The distance between a window's taps.
    public let dilation: Size
    /// Whether windows that end outside the image count.
    public let ceilMode: Bool

    /// A max pooling.
    ///
    /// - Parameters:
    ///   - kernelSize: the window, `2` or `[2, 3]`.
    ///   - stride: distance between windows. Default the window.
    ///   - padding: how far windows reach over the border, at most half a window. Default 0.
    ///   - dilation: distance between taps. Default 1.
    ///   - ceilMode: whether windows that end outside count too, if they start inside. Default false.
    public init(
        kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil, padding: any SizeArgument = 0,
        dilation: any SizeArgument = 1, ceilMode: Bool = false
    ) {
        self.kernelSize = kernelSize.size
        let given = stride?.size
        self.stride = given?.values.isEmpty == false ? given ?? self.kernelSize : self.kernelSize
        self.padding = padding.size
        self.dilation = dilation.size
        self.ceilMode = ceilMode
    }

    /// The maxima of an image or a batch of images.
    public func forward(_ x: Tensor) throws -> Tensor {
        try F.maxPool2d(
            x, kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    }

    /// The maxima and their positions `h * W + w`.
    public func forwardWithIndices(_ x: Tensor) throws -> (output: Tensor, indices: Tensor) {
        try F.maxPool2dWithIndices(
            x, kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    }

    /// Torch's text between the parentheses.
    public var extraText: String {
        "kernel_size=\(kernelSize), stride=\(stride), padding=\(padding), dilation=\(dilation), ceil_mode=\(ceilMode ? "True" : "False")"
    }
}
