extension Tensor {
    /// The sum of products over the last `dims` dimensions of this tensor and the first of the other.
    ///
    /// - Throws: `TensorError` where types or sizes don't fit.
    /// - Source: `torch.tensordot`.
    public func tensordot(_ other: Tensor, dims: Int = 2) throws -> Tensor {
        try requireValid(with: other, "tensordot")
        guard dims >= 0 else {
            throw TensorError("tensordot", "tensordot expects dims >= 0, but got dims=\(dims)")
        }
        guard dims <= ndim, dims <= other.ndim else {
            throw TensorError("tensordot", "tensordot expects dims < ndim_a or ndim_b, but got dims=\(dims)")
        }
        return try tensordot(other, dims: (Array(-dims..<0), Array(0..<dims)))
    }

    /// The sum of products over pairs of dimensions.
    ///
    /// - Parameters:
    ///   - other: the second factor.
    ///   - dims: dimensions of this tensor and, in the same order, those of the other. The result has the rest of this
    ///     tensor's dimensions, then the rest of the other's.
    /// - Throws: `TensorError` where types or sizes don't fit.
    /// - Source: `torch.tensordot`.
    public func tensordot(_ other: Tensor, dims: ([Int], [Int])) throws -> Tensor {
        try requireValid(with: other, "tensordot")
        guard dims.0.count == dims.1.count else {
            throw TensorError("tensordot", "both dimension lists should have same length")
        }
        guard dtype == other.dtype else { throw TensorError("tensordot", "both inputs should have same dtype") }
        let left = try Shape.wrap(dims.0, rank: ndim, "tensordot")
        let right = try Shape.wrap(dims.1, rank: other.ndim, "tensordot")
        let (a, b) = try matchedSizes(other, left, right, named: dims)
        let keptLeft = a.shape.indices.filter { !left.contains($0) }
        let keptRight = b.shape.indices.filter { !right.contains($0) }
        let inner = left.reduce(1) { $0 * a.extent($1) }
        let shape = keptLeft.map { a.shape[$0] } + keptRight.map { b.shape[$0] }
        let rows = try a.permute(keptLeft + (ndim == 0 ? [] : left))
            .reshape([Shape.count(keptLeft.map { a.shape[$0] }), inner])
        let columns = try b.permute((other.ndim == 0 ? [] : right) + keptRight)
            .reshape([inner, Shape.count(keptRight.map { b.shape[$0] })])
        return try rows.mm(columns).reshape(shape)
    }

    /// Both factors with paired dimensions of one size: where one has size 1, the other is added up along it.
    private func matchedSizes(
        _ other: Tensor, _ left: [Int], _ right: [Int], named dims: ([Int], [Int])
    ) throws -> (Tensor, Tensor) {
        var (a, b) = (self, other)
        for (index, (l, r)) in zip(left, right).enumerated() {
            let (sizeA, sizeB) = (a.extent(l), b.extent(r))
            if sizeA == sizeB { continue }
            if sizeB == 1 {
                a = try a.sum(dim: l, keepDim: true, dtype: dtype)
            } else if sizeA == 1 {
                b = try b.sum(dim: r, keepDim: true, dtype: dtype)
            } else {
                throw TensorError(
                    "tensordot",
                    "contracted dimensions need to match, but first has size \(sizeA) in dim \(dims.0[index]) and second has size \(sizeB) in dim \(dims.1[index])",
                    shapes: ["self": shape, "other": other.shape])
            }
        }
        return (a, b)
    }
}
