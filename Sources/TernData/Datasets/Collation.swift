import TernCore

/// How samples become a batch, and what stands for a batch that could not be made.
///
/// The second half lets a loop over a data loader be a plain `for (x, y) in loader`: where reading fails, the batch's
/// tensors carry the error, and the first call that uses them throws it (see `Tensor`).
///
/// - Source: `collate_fn` of `torch.utils.data.DataLoader`.
public struct Collation<Sample, Batch>: Sendable {
    /// The samples as a batch.
    public let collate: @Sendable ([Sample]) throws -> Batch
    /// A batch that carries an error.
    public let failed: @Sendable (TensorError) -> Batch

    /// A collation of batches that can carry an error.
    ///
    /// - Parameters:
    ///   - collate: the samples as a batch.
    ///   - failed: a batch that carries an error.
    public init(
        _ collate: @escaping @Sendable ([Sample]) throws -> Batch,
        failed: @escaping @Sendable (TensorError) -> Batch
    ) {
        self.collate = collate
        self.failed = failed
    }

    /// A collation of anything: its batches are results, `let batch = try result.get()`.
    ///
    /// - Parameter collate: the samples as a value.
    public init<Value>(_ collate: @escaping @Sendable ([Sample]) throws -> Value)
    where Batch == Result<Value, TensorError> {
        self.init({ .success(try collate($0)) }, failed: { .failure($0) })
    }
}
