import TernCore

/// 2-d average pooling: the mean of each window. It has no parameters.
///
/// Shapes: [N, C, H, W] or [C, H, W] -> [N, C, H', W'] with H' = floor((H + 2*padding - kernel) / stride) + 1, or its ceiling.
///
/// - Source: `torch.nn.AvgPool2d`.
public final class AvgPool2d: AvgPoolNd {
    /// The averages of images.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try F.avgPool2d(
            x, kernelSize: kernelSize, stride: stride, padding: padding, ceilMode: ceilMode,
            countIncludePad: countIncludePad,
            divisorOverride: divisorOverride)
    }
}
