import TernCore

/// 2-d max pooling: the largest value of each window. It has no parameters.
///
/// Shapes: [N, C, H, W] or [C, H, W] -> [N, C, H', W'] with H' = floor((H + 2*padding - dilation*(kernel-1) - 1) / stride) + 1, or its
/// ceiling. `forwardWithIndices` also tells where the maxima are (torch's `return_indices`).
///
/// - Source: `torch.nn.MaxPool2d`.
public final class MaxPool2d: MaxPoolNd {
    /// The maxima of an image or a batch of images.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try F.maxPool2d(
            x, kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    }

    /// The maxima and their positions `h * W + w`.
    public override func forwardWithIndices(_ x: Tensor) throws -> (output: Tensor, indices: Tensor) {
        try F.maxPool2dWithIndices(
            x, kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    }
}
