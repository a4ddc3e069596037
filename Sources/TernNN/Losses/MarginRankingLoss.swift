import TernCore

extension F {
    /// max(0, -target * (input1 - input2) + margin): a target of 1 wants the first larger, -1 the second.
    ///
    /// Shapes: all of one rank, any that broadcast -> [], or their common shape with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - margin: by how much. Default 0.
    ///   - reduction: default the mean.
    /// - Throws: `TensorError` in torch's words for shapes that don't fit.
    /// - Source: `torch.nn.functional.margin_ranking_loss`.
    public static func marginRankingLoss(
        _ input1: Tensor, _ input2: Tensor, _ target: Tensor, margin: Double = 0, reduction: Reduction = .mean
    ) throws -> Tensor {
        try reduction.checkPlain()
        for tensor in [input1, input2, target] { try tensor.validate() }
        guard input1.ndim == input2.ndim, input1.ndim == target.ndim else {
            throw TensorError(
                "margin_ranking_loss",
                "margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: \(input1.shape), input2: \(input2.shape), target: \(target.shape) "
            )
        }
        let losses = try (target.neg().mul(input1.sub(input2)) + margin).clampMin(0)
        return try reduction.apply(to: losses)
    }
}

/// max(0, -target * (input1 - input2) + margin). Shapes: all of one rank, any that broadcast -> [], or as they are with
/// `reduction: .none`.
///
/// - Source: `torch.nn.MarginRankingLoss`.
public final class MarginRankingLoss: TripleLoss {
    /// By how much one is to be larger.
    public let margin: Double
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameters:
    ///   - margin: by how much one is to be larger. Default 0.
    ///   - reduction: what becomes of the losses of a batch. Default the mean.
    public init(margin: Double = 0, reduction: Reduction = .mean) {
        self.margin = margin
        self.reduction = reduction
    }

    /// The loss.
    public func forward(_ first: Tensor, _ second: Tensor, _ third: Tensor) throws -> Tensor {
        try F.marginRankingLoss(first, second, third, margin: margin, reduction: reduction)
    }
}
