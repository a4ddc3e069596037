import TernCore

/// The partial inverse of `MaxPool1d`: each value goes where its index says, all else is 0.
///
/// Shapes: x and indices [N, C, L] or [C, L] -> [N, C, L'] with L' = (L - 1)*stride - 2*padding + kernel.
///
/// - Source: `torch.nn.MaxUnpool1d`.
public final class MaxUnpool1d: MaxUnpoolNd {
    override var dimensions: Int { 1 }

    /// The values where the indices say, 0 elsewhere.
    public override func callAsFunction(_ x: Tensor, _ indices: Tensor, outputSize: [Int]? = nil) throws -> Tensor {
        try F.maxUnpool1d(
            x, indices, kernelSize: kernelSize, stride: stride, padding: padding, outputSize: outputSize)
    }
}
