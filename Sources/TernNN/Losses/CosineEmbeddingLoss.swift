import TernCore

extension F {
    /// 1 - cos(input1, input2) where the target is 1, max(0, cos(input1, input2) - margin) where it is -1.
    ///
    /// Shapes: inputs [N, D], target [N] -> [], or [N] with `reduction: .none`; or inputs [D], target [].
    ///
    /// - Parameters:
    ///   - margin: the cosine that is small enough. Default 0.
    ///   - reduction: default the mean.
    /// - Throws: `TensorError` in torch's words for shapes that don't fit.
    /// - Source: `torch.nn.functional.cosine_embedding_loss`.
    public static func cosineEmbeddingLoss(
        _ input1: Tensor, _ input2: Tensor, _ target: Tensor, margin: Double = 0, reduction: Reduction = .mean
    ) throws -> Tensor {
        try reduction.checkPlain()
        for tensor in [input1, input2, target] { try tensor.validate() }
        guard target.ndim <= 1 else {
            throw TensorError(
                "cosine_embedding_loss", "0D or 1D target tensor expected, multi-target not supported")
        }
        let rank = target.ndim + 1
        guard input1.ndim == rank, input2.ndim == rank else {
            throw TensorError(
                "cosine_embedding_loss",
                "\(target.ndim)D target tensor expects \(rank)D input tensors, but found inputs with sizes \(input1.shape) and \(input2.shape)."
            )
        }
        let dim = target.ndim
        let product = try input1.mul(input2).sum(dim: dim)
        let (size1, size2) = (try input1.square().sum(dim: dim) + 1e-12, try input2.square().sum(dim: dim) + 1e-12)
        let cosine = try product.div(size1.mul(size2).sqrt())
        let same = try Tensor.where(target .== 1, 1 - cosine, 0)
        let other = try Tensor.where(target .== -1, (cosine - margin).clampMin(0), 0)
        return try reduction.apply(to: same.add(other))
    }
}

/// 1 - cos(input1, input2) where the target is 1, max(0, cos(input1, input2) - margin) where it is -1. Shapes: inputs [N, D],
/// target [N] -> [], or [N] with `reduction: .none`.
///
/// - Source: `torch.nn.CosineEmbeddingLoss`.
public final class CosineEmbeddingLoss: TripleLoss {
    /// The cosine that is small enough.
    public let margin: Double
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameters:
    ///   - margin: the cosine that is small enough. Default 0.
    ///   - reduction: what becomes of the losses of a batch. Default the mean.
    public init(margin: Double = 0, reduction: Reduction = .mean) {
        self.margin = margin
        self.reduction = reduction
    }

    /// The loss.
    public func forward(_ first: Tensor, _ second: Tensor, _ third: Tensor) throws -> Tensor {
        try F.cosineEmbeddingLoss(first, second, third, margin: margin, reduction: reduction)
    }
}
