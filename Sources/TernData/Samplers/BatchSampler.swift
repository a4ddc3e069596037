import TernCore

/// Another sampler's positions in groups.
///
/// - Source: `torch.utils.data.BatchSampler`.
public struct BatchSampler: Sampler {
    /// Where the positions come from.
    public let sampler: any Sampler<Int>
    /// How many positions a batch has.
    public let batchSize: Int
    /// Whether a last, smaller batch is left out.
    public let dropLast: Bool

    /// Groups of `batchSize` positions.
    ///
    /// - Parameters:
    ///   - sampler: where the positions come from.
    ///   - batchSize: how many a batch has.
    ///   - dropLast: whether a last, smaller batch is left out. Default false.
    /// - Throws: `TensorError` for a size below 1.
    public init(_ sampler: any Sampler<Int>, batchSize: Int, dropLast: Bool = false) throws {
        guard batchSize > 0 else {
            throw TensorError(
                .value, "BatchSampler",
                "batch_size should be a positive integer value, but got batch_size=\(batchSize)")
        }
        self.sampler = sampler
        self.batchSize = batchSize
        self.dropLast = dropLast
    }

    /// How many batches a pass gives.
    public var count: Int { sampler.count / batchSize + (!dropLast && sampler.count % batchSize != 0 ? 1 : 0) }

    /// That of the sampler.
    public var generator: Generator? { sampler.generator }

    /// The batches in order.
    public func makeStream() -> SampleStream<[Int]> {
        let positions = sampler.makeStream()
        return SampleStream {
            var batch: [Int] = []
            while batch.count < batchSize, let position = try positions.next() { batch.append(position) }
            return batch.isEmpty || dropLast && batch.count < batchSize ? nil : batch
        }
    }
}
