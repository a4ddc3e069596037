/// What `unique` finds.
public struct UniqueResult: Sendable {
    /// The different elements (or slices).
    public var values: Tensor
    /// For each input element (or slice), which of `values` it is; int64.
    public var inverse: Tensor
    /// How often each of `values` occurs; int64.
    public var counts: Tensor
}

extension Tensor {
    /// The different elements, sorted, as a 1-dim tensor. Each NaN is different from every other.
    ///
    /// - Source: `torch.unique`.
    public func unique() throws -> UniqueResult {
        try validate()
        let flat = try detach().reshape([-1])
        let (values, order) = try flat.sorted(0, "unique")
        let found = try Groups(values.startsOfRuns(0), order: order)
        return try finish(
            found, values.indexSelect(0, found.starts), inverseShape: shape, "Unique2Backward0", "_unique2")
    }

    /// The different slices along a dimension, in lexicographic order.
    ///
    /// - Parameter dim: dimension along which the slices lie.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.unique`.
    public func unique(dim: Int) throws -> UniqueResult {
        let (slices, dim) = try slices(dim, "unique")
        // Sorting stably by each column, the last one first, sorts by the first, then the second, and so on.
        var order = try Tensor.arange(slices.shape[0], dtype: .int64, device: device).validated()
        let columns = slices.shape[0] < 2 ? 0 : slices.shape[1]
        for column in (0..<columns).reversed() {
            let keys = try slices.select(1, column).indexSelect(0, order)
            order = try order.indexSelect(0, keys.argsort(dim: 0))
        }
        let starts = try slices.indexSelect(0, order).startsOfSliceRuns()
        let found = try Groups(starts, order: order)
        let values = try detach().indexSelect(dim, order.indexSelect(0, found.starts))
        return try finish(found, values, inverseShape: [slices.shape[0]], "UniqueDimBackward0", "unique_dim")
    }

    /// The elements without those that repeat the one before them, as a 1-dim tensor.
    ///
    /// - Source: `torch.unique_consecutive`.
    public func uniqueConsecutive() throws -> UniqueResult {
        try validate()
        let flat = try detach().reshape([-1])
        let found = try Groups(flat.startsOfRuns(0), order: nil)
        return try finish(
            found, flat.indexSelect(0, found.starts), inverseShape: shape, "UniqueConsecutiveBackward0",
            "unique_consecutive")
    }

    /// The slices along a dimension without those that repeat the one before them.
    ///
    /// - Parameter dim: dimension along which the slices lie.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.unique_consecutive`.
    public func uniqueConsecutive(dim: Int) throws -> UniqueResult {
        let (slices, dim) = try slices(dim, "unique_consecutive")
        let found = try Groups(slices.startsOfSliceRuns(), order: nil)
        let values = try detach().indexSelect(dim, found.starts)
        return try finish(
            found, values, inverseShape: [slices.shape[0]], "UniqueConsecutiveBackward0", "unique_consecutive")
    }

    /// The slices along `dim` as rows of a matrix.
    private func slices(_ dim: Int, _ operation: String) throws -> (rows: Tensor, dim: Int) {
        try validate()
        guard ndim > 0 else {
            throw TensorError(.index, operation, "Dimension specified as \(dim) but tensor has no dimensions")
        }
        let dim = try wrapped(dim, operation)
        let others = shape.indices.filter { $0 != dim }.map { shape[$0] }
        guard shape[dim] == 0 || !others.contains(0) else {
            throw TensorError(
                operation, "There are 0 sized dimensions, and they aren't selected, so unique cannot be applied")
        }
        let length = others.reduce(1, *)
        return (try detach().moveDim(dim, to: 0).reshape([shape[dim], length]), dim)
    }

    /// Where a row of this matrix differs from the row before it; true at the first.
    private func startsOfSliceRuns() throws -> Tensor {
        shape[0] == 0 ? .zeros([0], dtype: .bool, device: device) : try startsOfRuns(0).any(dim: 1)
    }

    private func finish(
        _ found: Groups, _ values: Tensor, inverseShape: [Int], _ nodeName: String, _ derivative: String
    ) throws -> UniqueResult {
        let recorded = values.recorded(nodeName, self, saves: false) { _ in
            throw TensorError(
                .notImplemented, "unique", "the derivative for '\(derivative)' is not implemented.")
        }
        return UniqueResult(values: recorded, inverse: try found.inverse.reshape(inverseShape), counts: found.counts)
    }
}

/// Runs of equal neighbours.
private struct Groups {
    /// Where each run starts.
    let starts: Tensor
    /// For each element, in the order before sorting, the number of its run.
    let inverse: Tensor
    /// How long each run is.
    let counts: Tensor

    /// - Parameter order: where the elements were before they were sorted; nil if they were not.
    init(_ isStart: Tensor, order: Tensor?) throws {
        let n = isStart.count
        starts = try isStart.nonzero().reshape([-1])
        let end = Tensor.full([1], n, dtype: .int64, device: isStart.device)
        let ends = n == 0 ? starts : try Tensor.cat([starts.slice(dim: 0, from: 1), end], dim: 0)
        counts = try ends.sub(starts)
        let numbers = try isStart.cumsum(dim: 0) - 1
        inverse = try order.map { try numbers.scatter(0, $0, numbers) } ?? numbers
    }
}
