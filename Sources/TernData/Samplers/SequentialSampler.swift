/// All samples in order.
///
/// - Source: `torch.utils.data.SequentialSampler`.
public struct SequentialSampler: Sampler {
    /// How many samples there are.
    public let count: Int

    /// The order 0, 1, …, count - 1 of a dataset's samples.
    public init(_ dataset: some Dataset) { count = dataset.count }

    /// The positions in order.
    public func makeStream() -> SampleStream<Int> { SampleStream(0..<count) }
}
