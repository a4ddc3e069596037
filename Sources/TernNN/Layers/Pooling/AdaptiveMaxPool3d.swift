import TernCore

/// 3-d max pooling to a size, whatever the input's: the windows share it as evenly as they can. It has no parameters.
///
/// Shapes: [N, C, D, H, W] or [C, D, H, W] -> [N, C, D', H', W'], where `outputSize` is D', H' and W'. `forwardWithIndices` also tells where the maxima are
/// (torch's `return_indices`).
///
/// - Source: `torch.nn.AdaptiveMaxPool3d`.
public final class AdaptiveMaxPool3d: AdaptivePooling {
    /// The maxima of volumes.
    public override func forward(_ x: Tensor) throws -> Tensor { try forwardWithIndices(x).output }

    /// The maxima and their positions.
    public func forwardWithIndices(_ x: Tensor) throws -> (output: Tensor, indices: Tensor) {
        try F.adaptiveMaxPool3dWithIndices(x, outputSize: outputSize)
    }
}
