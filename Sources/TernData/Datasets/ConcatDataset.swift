import TernCore

/// Datasets one after the other. They may be of different kinds as long as their samples and batches are of one type.
///
/// - Source: `torch.utils.data.ConcatDataset`.
public struct ConcatDataset<Sample: Sendable, Batch: Sendable>: Dataset {
    /// The datasets.
    public let datasets: [any Dataset<Sample, Batch>]
    /// Where each dataset ends.
    public let cumulativeSizes: [Int]
    /// That of the first dataset.
    public let collation: Collation<Sample, Batch>

    /// The datasets in this order.
    ///
    /// - Throws: `TensorError` when there is none.
    public init(_ datasets: [any Dataset<Sample, Batch>]) throws {
        guard let first = datasets.first else {
            throw TensorError("ConcatDataset", "datasets should not be an empty iterable")
        }
        self.datasets = datasets
        collation = first.collation
        var total = 0
        cumulativeSizes = datasets.map {
            total += $0.count
            return total
        }
    }

    /// The number of all samples.
    public var count: Int { cumulativeSizes.last ?? 0 }

    /// The sample at `index`, from the dataset in which it lies.
    public func sample(at index: Int) throws -> Sample {
        let part = cumulativeSizes.firstIndex { index < $0 } ?? 0
        return try datasets[part].sample(at: index - (part == 0 ? 0 : cumulativeSizes[part - 1]))
    }
}
