import TernCore

/// The sliding blocks of images as columns; see `F.unfold`.
///
/// - Source: `torch.nn.Unfold`.
public final class Unfold: Module {
    /// The block.
    public let kernelSize: Size
    /// The distance between a block's elements.
    public let dilation: Size
    /// How many zeros stand around the image.
    public let padding: Size
    /// The distance between blocks.
    public let stride: Size

    /// An unfolding.
    ///
    /// - Parameters:
    ///   - kernelSize: the block.
    ///   - dilation: distance between a block's elements. Default 1.
    ///   - padding: zeros around the image. Default 0.
    ///   - stride: distance between blocks. Default 1.
    public init(
        kernelSize: any SizeArgument, dilation: any SizeArgument = 1, padding: any SizeArgument = 0,
        stride: any SizeArgument = 1
    ) {
        self.kernelSize = kernelSize.size
        self.dilation = dilation.size
        self.padding = padding.size
        self.stride = stride.size
    }

    /// The result of `F.unfold`.
    public func forward(_ x: Tensor) throws -> Tensor {
        try F.unfold(x, kernelSize: kernelSize, dilation: dilation, padding: padding, stride: stride)
    }

    /// Torch's text between the parentheses.
    public var extraText: String {
        "kernel_size=\(kernelSize), dilation=\(dilation), padding=\(padding), stride=\(stride)"
    }
}

/// Images from their sliding blocks; see `F.fold`.
///
/// - Source: `torch.nn.Fold`.
public final class Fold: Module {
    /// The image's height and width.
    public let outputSize: Size
    /// The block.
    public let kernelSize: Size
    /// The distance between a block's elements.
    public let dilation: Size
    /// How far blocks reach over the border.
    public let padding: Size
    /// The distance between blocks.
    public let stride: Size

    /// A folding.
    ///
    /// - Parameters:
    ///   - outputSize: the image's height and width.
    ///   - kernelSize: the block.
    ///   - dilation: distance between a block's elements. Default 1.
    ///   - padding: how far blocks reach over the border. Default 0.
    ///   - stride: distance between blocks. Default 1.
    public init(
        outputSize: any SizeArgument, kernelSize: any SizeArgument, dilation: any SizeArgument = 1,
        padding: any SizeArgument = 0, stride: any SizeArgument = 1
    ) {
        self.outputSize = outputSize.size
        self.kernelSize = kernelSize.size
        self.dilation = dilation.size
        self.padding = padding.size
        self.stride = stride.size
    }

    /// The result of `F.fold`.
    public func forward(_ x: Tensor) throws -> Tensor {
        try F.fold(
            x, outputSize: outputSize, kernelSize: kernelSize, dilation: dilation, padding: padding, stride: stride)
    }

    /// Torch's text between the parentheses.
    public var extraText: String {
        "output_size=\(outputSize), kernel_size=\(kernelSize), dilation=\(dilation), padding=\(padding), stride=\(stride)"
    }
}
