import TernCore

/// The samples that a list names, in random order.
///
/// - Source: `torch.utils.data.SubsetRandomSampler`.
public struct SubsetRandomSampler: Sampler {
    /// Which samples.
    public let indices: [Int]
    /// The stream to draw from, if one was given.
    public let generator: Generator?

    /// A random order of `indices`.
    ///
    /// - Parameters:
    ///   - indices: positions in a dataset.
    ///   - generator: the stream to draw from. Default the process's own.
    public init(_ indices: [Int], generator: Generator? = nil) {
        self.indices = indices
        self.generator = generator
    }

    /// How many samples the list names.
    public var count: Int { indices.count }

    /// The list's elements in the order drawn.
    public func makeStream() -> SampleStream<Int> {
        var isDone = false
        return SampleStream(chunks: {
            if isDone { return nil }
            isDone = true
            let order = Tensor.randperm(indices.count, generator: generator ?? .default)
            return try order.array(of: Int.self).map { indices[$0] }
        })
    }
}
