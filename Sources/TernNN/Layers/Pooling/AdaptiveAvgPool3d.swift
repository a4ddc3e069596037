import TernCore

/// 3-d average pooling to a size, whatever the input's: the windows share it as evenly as they can. It has no parameters.
///
/// Shapes: [N, C, D, H, W] or [C, D, H, W] -> [N, C, D', H', W'], where `outputSize` is D', H' and W'.
///
/// - Source: `torch.nn.AdaptiveAvgPool3d`.
public final class AdaptiveAvgPool3d: AdaptivePooling {
    /// The averages of volumes.
    public override func forward(_ x: Tensor) throws -> Tensor { try F.adaptiveAvgPool3d(x, outputSize: outputSize) }
}
