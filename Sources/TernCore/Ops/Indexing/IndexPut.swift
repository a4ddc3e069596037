extension Tensor {
    /// A copy with `values` at the positions that index tensors name.
    ///
    /// - Parameters:
    ///   - indices: one for each of the first dimensions: int64 or int32 lists, or masks; nil keeps a whole dimension.
    ///   - values: of this tensor's type; they broadcast to the shape that reading with these indices gives.
    ///   - accumulate: add the values to what is there; repeated positions add up. Without it the last one counts.
    ///     Default false.
    /// - Throws: `TensorError` for positions that do not exist, or arguments of unsuitable shapes or types.
    /// - Source: `torch.index_put`.
    public func indexPut(_ indices: [Tensor?], _ values: Tensor, accumulate: Bool = false) throws -> Tensor {
        try validate()
        try values.validate()
        guard values.dtype == dtype else { throw TensorError.writtenTypes(dtype, values.dtype) }
        // A single position does not count as picked before the lists are.
        let items = indices.map { index in
            guard let index else { return IndexItem.all }
            return IndexItem(index.ndim == 0 && !index.isMask ? .list(index) : .tensor(index))
        }
        return try writing(
            values,
            IndexedWrite(items, accumulates: accumulate, keepsLeadingOnes: true, name: "IndexPutBackward0"))
    }
}
