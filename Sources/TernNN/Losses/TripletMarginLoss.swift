import TernCore

extension F {
    /// max(0, d(anchor, positive) - d(anchor, negative) + margin), with d the norm of the difference along the last dimension.
    ///
    /// Shapes: three of [N, D] (or [D], …) that broadcast -> [], or [N] with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - margin: by how much the negative is to be further away. Default 1.
    ///   - p: which norm. Default 2.
    ///   - eps: added to each difference. Default 1e-6.
    ///   - swap: whether d(positive, negative) counts in place of d(anchor, negative) where it is smaller. Default false.
    ///   - reduction: default the mean.
    /// - Throws: `TensorError` in torch's words for a margin that is not positive, or shapes that don't fit.
    /// - Source: `torch.nn.functional.triplet_margin_loss`; Balntas et al. 2016.
    public static func tripletMarginLoss(
        _ anchor: Tensor, _ positive: Tensor, _ negative: Tensor, margin: some ScalarConvertible = 1.0, p: Double = 2,
        eps: Double = 1e-6, swap: Bool = false, reduction: Reduction = .mean
    ) throws -> Tensor {
        try tripletLoss(
            (anchor, positive, negative), { try ($0.sub($1) + eps).norm(p, dim: -1) }, margin: margin.scalar,
            swap: swap, reduction: reduction, "triplet_margin_loss")
    }
}

/// max(0, d(anchor, positive) - d(anchor, negative) + margin); see `F.tripletMarginLoss`. Shapes: three of [N, D] -> [], or [N] with
/// `reduction: .none`.
///
/// - Source: `torch.nn.TripletMarginLoss`.
public final class TripletMarginLoss: TripleLoss {
    /// By how much the negative is to be further away.
    public let margin: Double
    /// Which norm.
    public let p: Double
    /// Added to each difference.
    public let eps: Double
    /// Whether the distance of positive and negative counts where it is smaller.
    public let swap: Bool
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameters:
    ///   - margin: by how much the negative is to be further away. Default 1.
    ///   - p: which norm. Default 2.
    ///   - eps: added to each difference. Default 1e-6.
    ///   - swap: whether the distance of positive and negative counts where it is smaller. Default false.
    ///   - reduction: what becomes of the losses of a batch. Default the mean.
    public init(margin: Double = 1, p: Double = 2, eps: Double = 1e-6, swap: Bool = false, reduction: Reduction = .mean)
    {
        self.margin = margin
        self.p = p
        self.eps = eps
        self.swap = swap
        self.reduction = reduction
    }

    /// The loss.
    public func forward(_ first: Tensor, _ second: Tensor, _ third: Tensor) throws -> Tensor {
        try F.tripletMarginLoss(
            first, second, third, margin: margin, p: p, eps: eps, swap: swap, reduction: reduction)
    }
}
