import TernCore

/// Samples drawn with probabilities proportional to their weights.
///
/// - Source: `torch.utils.data.WeightedRandomSampler`.
public struct WeightedRandomSampler: Sampler {
    /// A weight for each sample, in float64.
    public let weights: Tensor
    /// How many positions a pass gives.
    public let count: Int
    /// Whether a sample can be drawn again.
    public let replacement: Bool
    /// The stream to draw from, if one was given.
    public let generator: Generator?

    /// A sampler with these weights.
    ///
    /// - Parameters:
    ///   - weights: one for each sample; they need not add up to 1.
    ///   - numSamples: how many positions a pass gives.
    ///   - replacement: whether a sample can be drawn again. Default true.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` when nothing is to be drawn. Weights that cannot be drawn from are refused by the pass.
    public init(_ weights: [Double], numSamples: Int, replacement: Bool = true, generator: Generator? = nil) throws {
        guard numSamples > 0 else {
            throw TensorError(
                .value, "WeightedRandomSampler",
                "num_samples should be a positive integer value, but got num_samples=\(numSamples)")
        }
        self.weights = Tensor(weights, dtype: .float64)
        count = numSamples
        self.replacement = replacement
        self.generator = generator
    }

    /// Positions in the order drawn.
    public func makeStream() -> SampleStream<Int> {
        var isDone = false
        return SampleStream(chunks: {
            if isDone { return nil }
            isDone = true
            return try weights.multinomial(count, replacement: replacement, generator: generator ?? .default)
                .array(of: Int.self)
        })
    }
}
