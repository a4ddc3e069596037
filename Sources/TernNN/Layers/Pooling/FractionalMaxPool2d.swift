import TernCore

/// 2-d max pooling with windows at random distances; see `F.fractionalMaxPool2d`. It has no parameters.
///
/// Shapes: [N, C, H, W] or [C, H, W] -> [N, C, H', W']. `forwardWithIndices` also tells where the maxima are (torch's
/// `return_indices`).
///
/// - Source: `torch.nn.FractionalMaxPool2d`; B. Graham 2014, arXiv 1412.6071.
public final class FractionalMaxPool2d: Module {
    /// The window.
    public let kernelSize: Size
    /// The result's height and width.
    public let outputSize: Size?
    /// What to multiply the input's height and width by.
    public let outputRatio: ScaleFactor?
    /// The numbers that the windows' places are made of; nil where they are drawn at each use.
    @StateKey("_random_samples") public var randomSamples: Buffer? = nil

    /// A pooling.
    ///
    /// - Parameters:
    ///   - kernelSize: the window, `2` or `[2, 3]`.
    ///   - outputSize: H' and W'. Either these or `outputRatio`.
    ///   - outputRatio: what to multiply H and W by, between 0 and 1.
    ///   - randomSamples: numbers from 0 to 1, [N, C, 2]. Default drawn from the default generator at each use.
    public init(
        kernelSize: any SizeArgument, outputSize: (any SizeArgument)? = nil, outputRatio: ScaleFactor? = nil,
        randomSamples: Tensor? = nil
    ) {
        self.kernelSize = kernelSize.size
        self.outputSize = outputSize?.size
        self.outputRatio = outputRatio
        self.randomSamples = randomSamples.map { Buffer($0) }
    }

    /// The maxima of images.
    public func forward(_ x: Tensor) throws -> Tensor { try forwardWithIndices(x).output }

    /// The maxima and their positions.
    public func forwardWithIndices(_ x: Tensor) throws -> (output: Tensor, indices: Tensor) {
        try validate()
        return try F.fractionalMaxPool2dWithIndices(
            x, kernelSize: kernelSize, outputSize: outputSize, outputRatio: outputRatio,
            randomSamples: randomSamples?.tensor)
    }

    /// Throws, in torch's words, what its constructor would have thrown.
    public func validate() throws {
        func refuse(_ text: String) -> TensorError { TensorError(.value, "FractionalMaxPool2d", text) }
        switch (outputSize, outputRatio) {
        case (nil, nil):
            throw refuse("FractionalMaxPool2d requires specifying either an output size, or a pooling ratio")
        case (_?, _?): throw refuse("only one of output_size and output_ratio may be specified")
        case (nil, let ratio?):
            guard ratio.expanded(to: 2)?.allSatisfy({ 0 < $0 && $0 < 1 }) ?? false else {
                throw refuse("output_ratio must be between 0 and 1 (got \(ratio))")
            }
        case (_?, nil): break
        }
    }
}
