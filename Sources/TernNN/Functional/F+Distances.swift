import TernCore

extension F {
    /// x divided by its length along a dimension.
    ///
    /// - Parameters:
    ///   - p: the p of the p-norm. Default 2.
    ///   - dim: where the vectors lie. Default 1.
    ///   - eps: the smallest length to divide by. Default 1e-12.
    /// - Throws: `TensorError` when there is no such dimension, or for integers.
    /// - Source: `torch.nn.functional.normalize`.
    public static func normalize(_ x: Tensor, p: Double = 2, dim: Int = 1, eps: Double = 1e-12) throws -> Tensor {
        let length = try x.vectorNorm(p, dim: dim, keepDim: true).clampMin(eps)
        return try x.div(length.expand(x.shape))
    }

    /// The cosine of the angle between vectors; see `Tensor.cosineSimilarity`.
    ///
    /// - Throws: `TensorError` when there is no such dimension, the shapes don't broadcast, or for integers.
    /// - Source: `torch.nn.functional.cosine_similarity`.
    public static func cosineSimilarity(
        _ x1: Tensor, _ x2: Tensor, dim: Int = 1, eps: Double = 1e-8
    ) throws -> Tensor {
        try x1.cosineSimilarity(x2, dim: dim, eps: eps)
    }

    /// The length of x1 - x2 + eps along the last dimension.
    ///
    /// Shapes: […, D] and […, D], which broadcast -> […], with `keepDim` […, 1].
    ///
    /// - Parameters:
    ///   - p: the p of the p-norm. Default 2.
    ///   - eps: keeps the root's slope finite. Default 1e-6.
    ///   - keepDim: whether the last dimension stays, with size 1. Default false.
    /// - Throws: `TensorError` when the shapes don't broadcast.
    /// - Source: `torch.nn.functional.pairwise_distance`.
    public static func pairwiseDistance(
        _ x1: Tensor, _ x2: Tensor, p: Double = 2, eps: Double = 1e-6, keepDim: Bool = false
    ) throws -> Tensor {
        try x1.sub(x2).add(eps).vectorNorm(p, dim: -1, keepDim: keepDim)
    }

    /// A 1 at each number's position, zeros elsewhere; see `Tensor.oneHot`.
    ///
    /// Shapes: […] of int64 -> […, numClasses].
    ///
    /// - Parameter numClasses: how many there are. Default -1: one more than the largest.
    /// - Throws: `TensorError` for other types, or numbers outside.
    /// - Source: `torch.nn.functional.one_hot`.
    public static func oneHot(_ x: Tensor, numClasses: Int = -1) throws -> Tensor {
        try x.oneHot(numClasses: numClasses)
    }
}
