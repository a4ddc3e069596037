import TernCore

/// The partial inverse of `MaxPool3d`: each value goes where its index says, all else is 0.
///
/// Shapes: x and indices [N, C, D, H, W] or [C, D, H, W] -> [N, C, D', H', W'] with D' = (D - 1)*stride - 2*padding + kernel.
///
/// - Source: `torch.nn.MaxUnpool3d`.
public final class MaxUnpool3d: MaxUnpoolNd {
    override var dimensions: Int { 3 }

    /// The values where the indices say, 0 elsewhere.
    public override func callAsFunction(_ x: Tensor, _ indices: Tensor, outputSize: [Int]? = nil) throws -> Tensor {
        try F.maxUnpool3d(
            x, indices, kernelSize: kernelSize, stride: stride, padding: padding, outputSize: outputSize)
    }
}
