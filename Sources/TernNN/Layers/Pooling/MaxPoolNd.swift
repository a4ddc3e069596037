import TernCore

/// What the max poolings of one to three dimensions share: their arguments. They have no parameters.
public class MaxPoolNd: Module {
    /// The window.
    public let kernelSize: Size
    /// The distance between windows.
    public let stride: Size
    /// How far windows reach over the border.
    public let padding: Size
    /// The distance between a window's taps.
    public let dilation: Size
    /// Whether windows that end outside the input count.
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

    /// The maxima of an input or a batch of inputs, and their positions.
    public func forwardWithIndices(_ x: Tensor) throws -> (output: Tensor, indices: Tensor) {
        throw TensorError(.notImplemented, "MaxPoolNd", "use MaxPool1d, MaxPool2d or MaxPool3d")
    }

    /// The maxima of an input or a batch of inputs.
    public func forward(_ x: Tensor) throws -> Tensor { try forwardWithIndices(x).output }

    /// Torch's text between the parentheses.
    public var extraText: String {
        "kernel_size=\(kernelSize), stride=\(stride), padding=\(padding), dilation=\(dilation), ceil_mode=\(ceilMode ? "True" : "False")"
    }
}
