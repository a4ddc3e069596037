import TernCore

/// 2-d max pooling to a size, whatever the input's: the windows share it as evenly as they can. It has no parameters.
///
/// Shapes: [N, C, H, W] or [C, H, W] -> [N, C, H', W'], where `outputSize` is H' and W'. `forwardWithIndices` also tells where the maxima are
/// (torch's `return_indices`).
///
/// - Source: `torch.nn.AdaptiveMaxPool2d`.
public final class AdaptiveMaxPool2d: AdaptivePooling {
    /// The maxima of images.
    public override func forward(_ x: Tensor) throws -> Tensor { try forwardWithIndices(x).output }

    /// The maxima and their positions.
    public func forwardWithIndices(_ x: Tensor) throws -> (output: Tensor, indices: Tensor) {
        try F.adaptiveMaxPool2dWithIndices(x, outputSize: outputSize)
    }
}
