import TernCore

/// 2-d average pooling to a size, whatever the input's: the windows share it as evenly as they can. It has no parameters.
///
/// Shapes: [N, C, H, W] or [C, H, W] -> [N, C, H', W'], where `outputSize` is H' and W'.
///
/// - Source: `torch.nn.AdaptiveAvgPool2d`.
public final class AdaptiveAvgPool2d: AdaptivePooling {
    /// The averages of images.
    public override func forward(_ x: Tensor) throws -> Tensor { try F.adaptiveAvgPool2d(x, outputSize: outputSize) }
}
