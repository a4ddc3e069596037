import TernCore

/// The samples of a dataset that a list names, in its order.
///
/// - Source: `torch.utils.data.Subset`.
public struct Subset<Source: Dataset>: Dataset {
    /// The whole dataset.
    public let dataset: Source
    /// Which of its samples these are.
    public let indices: [Int]

    /// A part of a dataset.
    ///
    /// - Parameters:
    ///   - dataset: the whole.
    ///   - indices: positions in it, in any order; they may repeat.
    public init(_ dataset: Source, _ indices: [Int]) {
        self.dataset = dataset
        self.indices = indices
    }

    /// How many samples the list names.
    public var count: Int { indices.count }

    /// As in the whole dataset.
    public var collation: Collation<Source.Sample, Source.Batch> { dataset.collation }

    /// The sample that the list names at `index`.
    public func sample(at index: Int) throws -> Source.Sample { try dataset[indices[index]] }

    /// The samples that the list names at these positions, as the whole dataset gives them: its fast path is this one's.
    public func batch(at positions: [Int]) throws -> Source.Batch {
        try dataset.batch(
            at: positions.map { position in
                let wrapped = position < 0 ? position + count : position
                guard indices.indices.contains(wrapped) else {
                    throw TensorError(.index, "Subset", "list index out of range")
                }
                return indices[wrapped]
            })
    }
}
