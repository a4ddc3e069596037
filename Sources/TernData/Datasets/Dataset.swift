import TernCore

/// Samples by number: what a `DataLoader` makes batches of.
///
/// A dataset says how many samples it has and gives each of them. Where the samples are tensors, pairs or triples of
/// tensors, a tensor and a label, lists or dictionaries of tensors, or numbers, batches come by themselves: everything
/// is stacked along a new first dimension, and labels become an int64 tensor.
///
/// ```swift
/// struct Squares: Dataset {
///     var count: Int { 100 }
///     func sample(at index: Int) -> (Tensor, Int) { (Tensor([Double(index)]), index * index) }
/// }
/// for (x, y) in try DataLoader(Squares(), batchSize: 4, shuffle: true) { print(x, y) }
/// ```
///
/// Samples of any other type say in `collation` what a batch of them is.
///
/// Workers of a data loader ask for samples from several threads at once.
///
/// - Source: `torch.utils.data.Dataset`.
public protocol Dataset<Sample, Batch>: Sendable {
    /// One sample.
    associatedtype Sample: Sendable
    /// Several samples together.
    associatedtype Batch: Sendable

    /// How many samples there are.
    var count: Int { get }

    /// The sample at `index`, which is one of 0 ..< count.
    func sample(at index: Int) throws -> Sample

    /// The samples at these positions as a batch. A dataset that can do better than one sample after the other has its
    /// own.
    func batch(at indices: [Int]) throws -> Batch

    /// What a batch of samples is.
    var collation: Collation<Sample, Batch> { get }
}

extension Dataset {
    /// A sample; negative positions count from the end.
    ///
    /// - Throws: `TensorError` for a position that does not exist, and whatever reading the sample throws.
    public subscript(index: Int) -> Sample {
        get throws {
            let position = index < 0 ? index + count : index
            guard position >= 0, position < count else {
                throw TensorError(
                    .index, "Dataset", "index \(index) is out of bounds for dimension 0 with size \(count)")
            }
            return try sample(at: position)
        }
    }

    /// The samples one after the other, collated. Errors name the sample.
    public func batch(at indices: [Int]) throws -> Batch {
        try collation.collate(
            indices.map { index in
                do {
                    return try self[index]
                } catch {
                    throw TensorError(of: error, whileReading: index, from: Self.self)
                }
            })
    }
}

extension TensorError {
    /// The error of one sample, with a hint that names it.
    fileprivate init(of error: any Error, whileReading index: Int, from dataset: Any.Type) {
        self = error as? TensorError ?? TensorError("Dataset", "\(error)")
        add(hint: "sample \(index) of \(dataset)")
    }

    /// Puts one more sentence into the hint.
    mutating func add(hint more: String) { hint = hint.map { "\($0); \(more)" } ?? more }
}
