import TernCore

/// 1-d max pooling: the largest value of each window. It has no parameters.
///
/// Shapes: [N, C, L] or [C, L] -> [N, C, L'] with L' = floor((L + 2*padding - dilation*(kernel-1) - 1) / stride) + 1, or its
/// ceiling. `forwardWithIndices` also tells where the maxima are (torch's `return_indices`).
///
/// - Source: `torch.nn.MaxPool1d`.
public final class MaxPool1d: MaxPoolNd {
    /// The maxima of a signal or a batch of signals.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try F.maxPool1d(
            x, kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    }

    /// The maxima and their positions in the signal.
    public override func forwardWithIndices(_ x: Tensor) throws -> (output: Tensor, indices: Tensor) {
        try F.maxPool1dWithIndices(
            x, kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    }
}
