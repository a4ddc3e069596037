import TernCore

/// The partial inverse of `MaxPool2d`: each value goes where its index says, all else is 0.
///
/// Shapes: x and indices [N, C, H, W] or [C, H, W] -> [N, C, H', W'] with H' = (H - 1)*stride - 2*padding + kernel.
///
/// - Source: `torch.nn.MaxUnpool2d`.
public final class MaxUnpool2d: MaxUnpoolNd {
    override var dimensions: Int { 2 }

    /// The values where the indices say, 0 elsewhere.
    public override func callAsFunction(_ x: Tensor, _ indices: Tensor, outputSize: [Int]? = nil) throws -> Tensor {
        try F.maxUnpool2d(
            x, indices, kernelSize: kernelSize, stride: stride, padding: padding, outputSize: outputSize)
    }
}
