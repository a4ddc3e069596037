import TernCore

/// What the average poolings of images and volumes share. They have no parameters.
public class AvgPoolNd: Module {
    /// The window.
    public let kernelSize: Size
    /// The distance between windows.
    public let stride: Size
    /// How far windows reach over the border.
    public let padding: Size
    /// Whether windows that end outside the input count.
    public let ceilMode: Bool
    /// Whether the divisor counts the zeros of the padding.
    public let countIncludePad: Bool
    /// A divisor for all windows; nil for the window's size.
    public let divisorOverride: Int?

    /// An average pooling.
    ///
    /// - Parameters:
    ///   - kernelSize: the window, `2` or `[2, 3]`.
    ///   - stride: distance between windows. Default the window.
    ///   - padding: how far windows reach over the border, at most half a window. Default 0.
    ///   - ceilMode: whether windows that end outside count too, if they start inside. Default false.
    ///   - countIncludePad: whether the divisor counts the zeros of the padding. Default true.
    ///   - divisorOverride: another divisor, for all windows. Default the window's size.
    public init(
        kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil, padding: any SizeArgument = 0,
        ceilMode: Bool = false, countIncludePad: Bool = true, divisorOverride: Int? = nil
    ) {
        self.kernelSize = kernelSize.size
        let given = stride?.size
        self.stride = given?.values.isEmpty == false ? given ?? self.kernelSize : self.kernelSize
        self.padding = padding.size
        self.ceilMode = ceilMode
        self.countIncludePad = countIncludePad
        self.divisorOverride = divisorOverride
    }

    /// The pooling of a layer of this family.
    public func forward(_ x: Tensor) throws -> Tensor {
        throw TensorError(.notImplemented, "AvgPoolNd", "use AvgPool2d or AvgPool3d")
    }

    /// Torch's text between the parentheses.
    public var extraText: String { "kernel_size=\(kernelSize), stride=\(stride), padding=\(padding)" }
}
