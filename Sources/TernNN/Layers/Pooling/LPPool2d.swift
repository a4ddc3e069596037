import TernCore

/// 2-d power-average pooling: the p-norm (sum of x^p)^(1/p) of each window. It has no parameters.
///
/// Shapes: [N, C, H, W] or [C, H, W] -> [N, C, H', W'] with H' = floor((H - kernel) / stride) + 1, or its ceiling.
///
/// - Source: `torch.nn.LPPool2d`.
public final class LPPool2d: LPPoolNd {
    /// The norms of images.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try validate()
        return try F.lpPool2d(x, normType: normType, kernelSize: kernelSize, stride: stride, ceilMode: ceilMode)
    }
}
