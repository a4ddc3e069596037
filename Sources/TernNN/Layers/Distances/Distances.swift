import TernCore

/// The cosine of the angle between vectors.
///
/// A module of two inputs: `try similarity(x1, x2)`.
///
/// - Source: `torch.nn.CosineSimilarity`.
public final class CosineSimilarity: Module {
    /// Where the vectors lie.
    public let dim: Int
    /// The smallest length to divide by.
    public let eps: Double

    /// A similarity along `dim`.
    ///
    /// - Parameters:
    ///   - dim: where the vectors lie. Default 1.
    ///   - eps: smallest length to divide by. Default 1e-8.
    public init(dim: Int = 1, eps: Double = 1e-8) {
        self.dim = dim
        self.eps = eps
    }

    /// The result of `F.cosineSimilarity`.
    public func callAsFunction(_ x1: Tensor, _ x2: Tensor) throws -> Tensor {
        try F.cosineSimilarity(x1, x2, dim: dim, eps: eps)
    }
}

/// The length of the difference of vectors in the last dimension.
///
/// A module of two inputs: `try distance(x1, x2)`.
///
/// - Source: `torch.nn.PairwiseDistance`.
public final class PairwiseDistance: Module {
    /// The p of the p-norm.
    public let p: Double
    /// What is added to each difference.
    public let eps: Double
    /// Whether the last dimension stays, with size 1.
    public let keepDim: Bool

    /// A distance.
    ///
    /// - Parameters:
    ///   - p: the p of the p-norm. Default 2.
    ///   - eps: keeps the root's slope finite. Default 1e-6.
    ///   - keepDim: whether the last dimension stays, with size 1. Default false.
    public init(p: Double = 2, eps: Double = 1e-6, keepDim: Bool = false) {
        self.p = p
        self.eps = eps
        self.keepDim = keepDim
    }

    /// The result of `F.pairwiseDistance`.
    public func callAsFunction(_ x1: Tensor, _ x2: Tensor) throws -> Tensor {
        try F.pairwiseDistance(x1, x2, p: p, eps: eps, keepDim: keepDim)
    }
}
