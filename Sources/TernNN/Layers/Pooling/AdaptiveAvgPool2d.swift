import TernCore

/// 2-d average pooling to a size, whatever the input's: the windows share it as evenly as they can. It has no parameters.
///
/// Shapes: [N, C, H, W] or [C, H, W] -> [N, C, H', W'], where H' and W' are `outputSize`.
///
/// - Source: `torch.nn.AdaptiveAvgPool2d`.
public final class AdaptiveAvgPool2d: Module {
    /// H' and W'.
    public let outputSize: AdaptiveSize

    /// An adaptive average pooling.
    ///
    /// - Parameter outputSize: H' and W', `1` or `[3, 5]`; nil in the list keeps the input's.
    public init(outputSize: any AdaptiveSizeArgument) { self.outputSize = outputSize.adaptiveSize }

    /// The averages of an image or a batch of images.
    public func forward(_ x: Tensor) throws -> Tensor { try F.adaptiveAvgPool2d(x, outputSize: outputSize) }

    /// Torch's text between the parentheses.
    public var extraText: String { "output_size=\(outputSize)" }
}
