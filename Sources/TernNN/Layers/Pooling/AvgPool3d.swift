import TernCore

/// 3-d average pooling: the mean of each window. It has no parameters.
///
/// Shapes: [N, C, D, H, W] or [C, D, H, W] -> [N, C, D', H', W'] with D' = floor((D + 2*padding - kernel) / stride) + 1, or its ceiling.
///
/// - Source: `torch.nn.AvgPool3d`.
public final class AvgPool3d: AvgPoolNd {
    /// The averages of volumes.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try F.avgPool3d(
            x, kernelSize: kernelSize, stride: stride, padding: padding, ceilMode: ceilMode,
            countIncludePad: countIncludePad,
            divisorOverride: divisorOverride)
    }
}
