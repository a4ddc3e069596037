import TernCore

extension F {
    /// The mean over the classes of -(target * ln s(input) + (1 - target) * ln s(-input)), s the sigmoid.
    ///
    /// Shapes: input and target [N, C] or [C] -> [], or without C with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - weight: a factor for each class; broadcasts. Default 1.
    ///   - reduction: default the mean.
    /// - Throws: `TensorError` in torch's words for shapes or types that don't fit.
    /// - Source: `torch.nn.functional.multilabel_soft_margin_loss`.
    public static func multilabelSoftMarginLoss(
        _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, reduction: Reduction = .mean
    ) throws -> Tensor {
        try reduction.checkPlain()
        let yes = try target.mul(input.logSigmoid())
        var losses = try yes.add((1 - target).mul(input.neg().logSigmoid())).neg()
        if let weight { losses = try losses.mul(weight) }
        let classes = try input.size(-1)
        return try reduction.apply(to: losses.sum(dim: input.ndim - 1) / classes)
    }
}

/// The mean over the classes of yes-or-no cross-entropies; see `F.multilabelSoftMarginLoss`. Shapes: input and target [N, C] or [C]
/// -> [], or without C with `reduction: .none`.
///
/// - Source: `torch.nn.MultiLabelSoftMarginLoss`.
public final class MultiLabelSoftMarginLoss: Loss {
    /// A factor for each class; nil is 1.
    public let weight: Buffer?
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameters:
    ///   - weight: a factor for each class. Default 1.
    ///   - reduction: default the mean.
    public init(weight: Tensor? = nil, reduction: Reduction = .mean) {
        self.weight = weight.map { Buffer($0) }
        self.reduction = reduction
    }

    /// The loss.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.multilabelSoftMarginLoss(input, target, weight: weight?.tensor, reduction: reduction)
    }
}
