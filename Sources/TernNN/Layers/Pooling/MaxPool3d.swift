import TernCore

/// 3-d max pooling: the largest value of each window. It has no parameters.
///
/// Shapes: [N, C, D, H, W] or [C, D, H, W] -> [N, C, D', H', W'] with D' = floor((D + 2*padding - dilation*(kernel-1) - 1) / stride) + 1, or its
/// ceiling. `forwardWithIndices` also tells where the maxima are (torch's `return_indices`).
///
/// - Source: `torch.nn.MaxPool3d`.
public final class MaxPool3d: MaxPoolNd {
    /// The maxima of a volume or a batch of volumes.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try F.maxPool3d(
            x, kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    }

    /// The maxima and their positions `(d * H + h) * W + w`.
    public override func forwardWithIndices(_ x: Tensor) throws -> (output: Tensor, indices: Tensor) {
        try F.maxPool3dWithIndices(
            x, kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    }
}
