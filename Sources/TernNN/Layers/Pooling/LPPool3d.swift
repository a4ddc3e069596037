import TernCore

/// 3-d power-average pooling: the p-norm (sum of x^p)^(1/p) of each window. It has no parameters.
///
/// Shapes: [N, C, D, H, W] or [C, D, H, W] -> [N, C, D', H', W'] with D' = floor((D - kernel) / stride) + 1, or its ceiling.
///
/// - Source: `torch.nn.LPPool3d`.
public final class LPPool3d: LPPoolNd {
    /// The norms of volumes.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try validate()
        return try F.lpPool3d(x, normType: normType, kernelSize: kernelSize, stride: stride, ceilMode: ceilMode)
    }
}
