extension Tensor {
    /// The matrix product of any ranks.
    ///
    /// - vector and vector: their dot product;
    /// - matrix and vector, vector and matrix: the vector is a column, or a row, which the result doesn't have;
    /// - more dimensions: the last two are matrices, those before broadcast as in elementwise operations.
    ///
    /// Integers multiply too, and wrap around; bool doesn't.
    ///
    /// - Throws: `TensorError` where sizes or types don't fit, and for 0-dim tensors.
    /// - Source: `torch.matmul`.
    public func matmul(_ other: Tensor) throws -> Tensor {
        try requireValid(with: other, "matmul")
        switch (ndim, other.ndim) {
        case (0, _), (_, 0):
            throw TensorError(
                "matmul",
                "both arguments to matmul need to be at least 1D, but they are \(ndim)D and \(other.ndim)D")
        case (1, 1): return try dot(other)
        case (2, 1): return try mv(other)
        case (1, 2): return try unsqueeze(0).mm(other).unsafeView([other.shape[1]], "SqueezeBackward4")
        case (2, 2): return try mm(other)
        case (3..., ...2): return try folded(times: other)
        // The gradient of a matrix repeated for every batch would be as large as all of them.
        case (...2, 3...) where requiresGrad: return try folded(from: other)
        default: return try batched(times: other)
        }
    }

    /// All batches as the rows of one matrix.
    private func folded(times other: Tensor) throws -> Tensor {
        let leading = Array(shape.dropLast())
        let rows = try reshape([Shape.count(leading), shape[ndim - 1]])
        if other.ndim == 1 { return try rows.mv(other).unsafeView(leading) }
        return try rows.mm(other).unsafeView(leading + [other.shape[1]])
    }

    /// The transposed product: all transposed batches as the rows of one matrix.
    private func folded(from other: Tensor) throws -> Tensor {
        let batches = try other.transpose(-2, -1)
        let product = try batches.folded(times: ndim == 2 ? t() : self)
        return ndim == 1 ? product : try product.transpose(-2, -1)
    }

    private func batched(times other: Tensor) throws -> Tensor {
        let left = ndim == 1 ? try unsqueeze(0) : self
        let right = other.ndim == 1 ? try other.unsqueeze(1) : other
        let (n, k) = (left.shape[left.ndim - 2], left.shape[left.ndim - 1])
        let (rows, m) = (right.shape[right.ndim - 2], right.shape[right.ndim - 1])
        let batch = try Shape.broadcast(
            Array(left.shape.dropLast(2)), Array(right.shape.dropLast(2)), "matmul")
        let batchCount = try Shape.elementCount(batch, "matmul")
        let a = try left.expand(batch + [n, k]).reshape([batchCount, n, k])
        let b = try right.expand(batch + [rows, m]).reshape([batchCount, rows, m])
        let shape = batch + (ndim == 1 ? [] : [n]) + (other.ndim == 1 ? [] : [m])
        return try a.bmm(b).unsafeView(shape)
    }
}
