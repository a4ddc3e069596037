import TernCore

extension F {
    /// A distance where the target is 1, max(0, margin - distance) where it is -1.
    ///
    /// Shapes: input and target of any shapes that broadcast -> [], or their common shape with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - margin: the distance that is large enough. Default 1.
    ///   - reduction: default the mean.
    /// - Throws: `TensorError` in torch's words for shapes that don't fit.
    /// - Source: `torch.nn.functional.hinge_embedding_loss`.
    public static func hingeEmbeddingLoss(
        _ input: Tensor, _ target: Tensor, margin: Double = 1, reduction: Reduction = .mean
    ) throws -> Tensor {
        try reduction.checkPlain()
        let far = try Tensor.where(target .!= 1, (margin - input).clampMin(0), 0)
        let near = try Tensor.where(target .!= -1, input, 0)
        return try reduction.apply(to: far.add(near))
    }
}

/// A distance where the target is 1, max(0, margin - distance) where it is -1. Shapes: any that broadcast -> [], or as they are with
/// `reduction: .none`.
///
/// - Source: `torch.nn.HingeEmbeddingLoss`.
public final class HingeEmbeddingLoss: Loss {
    /// The distance that is large enough.
    public let margin: Double
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameters:
    ///   - margin: the distance that is large enough. Default 1.
    ///   - reduction: what becomes of the losses of a batch. Default the mean.
    public init(margin: Double = 1, reduction: Reduction = .mean) {
        self.margin = margin
        self.reduction = reduction
    }

    /// The loss.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.hingeEmbeddingLoss(input, target, margin: margin, reduction: reduction)
    }
}
