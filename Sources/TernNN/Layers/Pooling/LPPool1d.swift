import TernCore

/// 1-d power-average pooling: the p-norm (sum of x^p)^(1/p) of each window. It has no parameters.
///
/// Shapes: [N, C, L] or [C, L] -> [N, C, L'] with L' = floor((L - kernel) / stride) + 1, or its ceiling.
///
/// - Source: `torch.nn.LPPool1d`.
public final class LPPool1d: LPPoolNd {
    /// The norms of signals.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try validate()
        return try F.lpPool1d(x, normType: normType, kernelSize: kernelSize, stride: stride, ceilMode: ceilMode)
    }
}
