import TernCore

/// 1-d average pooling to a size, whatever the input's: the windows share it as evenly as they can. It has no parameters.
///
/// Shapes: [N, C, L] or [C, L] -> [N, C, L'], where `outputSize` is L'.
///
/// - Source: `torch.nn.AdaptiveAvgPool1d`.
public final class AdaptiveAvgPool1d: AdaptivePooling {
    /// The averages of signals.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try F.adaptiveAvgPool1d(x, outputSize: outputSize.fixed("adaptive_avg_pool1d"))
    }
}
