extension Tensor {
    /// The cosine of the angle between vectors: their dot product over the product of their lengths.
    ///
    /// - Parameters:
    ///   - other: vectors that broadcast with these.
    ///   - dim: where the vectors lie. Default 1.
    ///   - eps: smallest length to divide by. Default 1e-8.
    /// - Throws: `TensorError` when there is no such dimension, the shapes don't broadcast, or for integers.
    /// - Source: `torch.nn.functional.cosine_similarity`.
    public func cosineSimilarity(_ other: Tensor, dim: Int = 1, eps: Double = 1e-8) throws -> Tensor {
        try requireValid(with: other, "cosine_similarity")
        guard eps >= 0 else {
            throw TensorError("cosine_similarity", "eps must be non-negative, got: \(streamed(eps))")
        }
        let common = Promotion.of(self, other)
        guard common.isFloatingPoint else {
            throw TensorError(
                "cosine_similarity",
                "expected common dtype to be floating point, yet common dtype is \(common.scalarTypeName)")
        }
        let shape = try Shape.broadcast(self.shape, other.shape, "cosine_similarity")
        func unit(_ x: Tensor) throws -> Tensor {
            let vectors = try x.to(common).expand(shape)
            let length = try vectors.vectorNorm(2, dim: dim, keepDim: true)
            // The bound is a guard against 0 / 0 and no part of the function: torch leaves it out of the gradient.
            let bounded = length.detach().clampMin(eps).recorded("CloneBackward0", length, saves: false) { $0 }
            return try vectors.div(bounded)
        }
        return try unit(self).mul(unit(other)).sum(dim: dim)
    }
}
