import TernCore

/// A dataset whose samples are made from another one's, each time one is asked for: this is where transforms stand.
///
/// ```swift
/// let augmented = digits.map { image, label in (try flip(image), label) }
/// ```
public struct MappedDataset<Source: Dataset, Sample: Sendable, Batch: Sendable>: Dataset {
    /// The dataset that the samples come from.
    public let dataset: Source
    /// What a batch of the new samples is.
    public let collation: Collation<Sample, Batch>
    private let transform: @Sendable (Source.Sample) throws -> Sample

    /// A dataset of new samples.
    ///
    /// - Parameters:
    ///   - dataset: where the samples come from.
    ///   - collation: what a batch of the new samples is.
    ///   - transform: a new sample from one of the dataset's.
    public init(
        _ dataset: Source, collation: Collation<Sample, Batch>,
        _ transform: @escaping @Sendable (Source.Sample) throws -> Sample
    ) {
        self.dataset = dataset
        self.collation = collation
        self.transform = transform
    }

    /// As many as the dataset has.
    public var count: Int { dataset.count }

    /// The new sample at `index`.
    public func sample(at index: Int) throws -> Sample { try transform(dataset.sample(at: index)) }
}

extension Dataset {
    /// A dataset whose samples are made from this one's and are of the same type.
    ///
    /// - Parameter transform: a new sample; it runs each time the sample is asked for, in the loader's workers.
    public func map(
        _ transform: @escaping @Sendable (Sample) throws -> Sample
    ) -> MappedDataset<Self, Sample, Batch> {
        MappedDataset(self, collation: collation, transform)
    }

    /// A dataset of the same samples whose batches are made by `collate`; they come as results.
    ///
    /// - Parameter collate: a batch of samples.
    /// - Source: `collate_fn` of `torch.utils.data.DataLoader`.
    public func collated<Value: Sendable>(
        _ collate: @escaping @Sendable ([Sample]) throws -> Value
    ) -> MappedDataset<Self, Sample, Result<Value, TensorError>> {
        MappedDataset(self, collation: Collation(collate)) { $0 }
    }
}
