extension Tensor {
    /// The elements of every row along a dimension in order, and where they were. NaN counts as larger than everything.
    ///
    /// - Parameters:
    ///   - dim: dimension to sort along. Default the last.
    ///   - descending: largest first. Default false.
    ///   - stable: keep the order of equal elements. Tern always does. Default false.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.sort`.
    public func sort(
        dim: Int = -1, descending: Bool = false, stable: Bool = false
    ) throws -> (values: Tensor, indices: Tensor) {
        try validate()
        let dim = try wrapped(dim, "sort")
        let (values, indices) = try sorted(dim, descending: descending, "sort")
        return try selected(values, at: indices, dim, keepDim: true, stable ? "SortBackward1" : "SortBackward0")
    }

    /// The positions that sort every row along a dimension; see `sort`.
    ///
    /// - Parameters:
    ///   - dim: dimension to sort along. Default the last.
    ///   - descending: largest first. Default false.
    ///   - stable: keep the order of equal elements. Tern always does. Default false.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.argsort`.
    public func argsort(dim: Int = -1, descending: Bool = false, stable: Bool = false) throws -> Tensor {
        try validate()
        return try sorted(wrapped(dim, "argsort"), descending: descending, "argsort").indices
    }

    /// The `k` largest (or smallest) elements of every row along a dimension, in order, and where they were.
    ///
    /// - Parameters:
    ///   - k: how many.
    ///   - dim: dimension to look along. Default the last.
    ///   - largest: the largest, or else the smallest. Default true.
    ///   - sorted: give them in order. Tern always does. Default true.
    /// - Throws: `TensorError` when there is no such dimension, `k` elements are not in it, or for bool.
    /// - Source: `torch.topk`.
    public func topk(
        _ k: Int, dim: Int = -1, largest: Bool = true, sorted: Bool = true
    ) throws -> (values: Tensor, indices: Tensor) {
        try validate()
        let dim = try wrapped(dim, "topk")
        guard k >= 0, k <= extent(dim) else { throw TensorError("topk", "selected index k out of range") }
        guard dtype != .bool else {
            throw TensorError(.notImplemented, "topk", "topk does not support bool dtypes on CPU")
        }
        let (values, indices) = try first(k, dim, largest: largest)
        return try selected(values, at: indices, dim, keepDim: true, "TopkBackward0")
    }

    /// The `k`-th smallest element of every row along a dimension, counted from 1, and where it was.
    ///
    /// - Parameters:
    ///   - k: which one; 1 is the smallest.
    ///   - dim: dimension to look along. Default the last.
    ///   - keepDim: keep it with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension, `k` elements are not in it, or for bool.
    /// - Source: `torch.kthvalue`.
    public func kthvalue(
        _ k: Int, dim: Int = -1, keepDim: Bool = false
    ) throws -> (values: Tensor, indices: Tensor) {
        try validate()
        let dim = try wrapped(dim, "kthvalue")
        try ReductionPlan(shape, [dim], keepDim, "kthvalue").requireElements("kthvalue()")
        guard k >= 1, k <= extent(dim) else {
            throw TensorError("kthvalue", "kthvalue(): selected number k out of range for dimension \(dim)")
        }
        guard dtype != .bool else { throw unsupported("kthvalue_cpu") }
        let place = Tensor.full([], k - 1, dtype: .int64, device: device)
        return try picked(place, of: sorted(dim, "kthvalue"), dim, keepDim: keepDim, "KthvalueBackward0")
    }
}

extension Tensor {
    /// The first `k` elements of every row along `dim` in order, and where they were; without history.
    private func first(_ k: Int, _ dim: Int, largest: Bool) throws -> (values: Tensor, indices: Tensor) {
        let few = 32  // a list of these is kept in order more quickly than the whole row is sorted
        guard ndim > 0, k <= few, count > 0 else {
            let (values, indices) = try sorted(dim, descending: largest, "topk")
            guard ndim > 0 else { return (values, indices) }
            return (
                try values.slice(dim: dim, to: k).copiedContiguous("topk"),
                try indices.slice(dim: dim, to: k).copiedContiguous("topk")
            )
        }
        let rows = try detach().moveDim(dim, to: -1)
        let values = try rows.uninitializedLike(shape: rows.shape.dropLast() + [k], "topk")
        let indices = try values.uninitializedLike(dtype: .int64, "topk")
        backend.top(
            k, rows.shape, values: values.operand, indices: indices.operand, rows.operand, largest: largest)
        return (
            try values.moveDim(-1, to: dim).contiguousWithoutHistory(),
            try indices.moveDim(-1, to: dim).contiguousWithoutHistory()
        )
    }

    /// Every row along `dim` in order, stably, and where its elements were; without history.
    func sorted(
        _ dim: Int, descending: Bool = false, _ operation: String
    ) throws -> (values: Tensor, indices: Tensor) {
        // The kernel sorts the last dimension into row-major memory.
        let rows = try detach().moveDim(dim, to: -1)
        let values = try rows.uninitializedLike(operation)
        let indices = try rows.uninitializedLike(dtype: .int64, operation)
        if count > 0 {
            backend.sort(
                rows.shape, values: values.operand, indices: indices.operand, rows.operand, descending: descending)
        }
        return (try values.moveDim(-1, to: dim), try indices.moveDim(-1, to: dim))
    }
}
