import TernCore

/// 1-d max pooling to a size, whatever the input's: the windows share it as evenly as they can. It has no parameters.
///
/// Shapes: [N, C, L] or [C, L] -> [N, C, L'], where `outputSize` is L'. `forwardWithIndices` also tells where the maxima are
/// (torch's `return_indices`).
///
/// - Source: `torch.nn.AdaptiveMaxPool1d`.
public final class AdaptiveMaxPool1d: AdaptivePooling {
    /// The maxima of signals.
    public override func forward(_ x: Tensor) throws -> Tensor { try forwardWithIndices(x).output }

    /// The maxima and their positions.
    public func forwardWithIndices(_ x: Tensor) throws -> (output: Tensor, indices: Tensor) {
        try F.adaptiveMaxPool1dWithIndices(x, outputSize: outputSize.fixed("adaptive_max_pool1d"))
    }
}
