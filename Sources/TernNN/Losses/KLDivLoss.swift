import TernCore

extension F {
    /// The divergence of a distribution, given as log-probabilities, from a target: target * (ln target - input).
    ///
    /// Shapes: input and target of any shapes that broadcast -> [], or their common shape with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - reduction: default the mean over all elements, as in torch; `batchMean` is the definition's.
    ///   - logTarget: whether the target holds log-probabilities, too. Default false.
    /// - Throws: `TensorError` in torch's words for shapes or types that don't fit.
    /// - Source: `torch.nn.functional.kl_div`.
    public static func klDiv(
        _ input: Tensor, _ target: Tensor, reduction: Reduction = .mean, logTarget: Bool = false
    ) throws -> Tensor {
        for tensor in [input, target] { try tensor.validate() }
        guard input.dtype.isFloatingPoint, target.dtype.isFloatingPoint else {
            throw TensorError("kl_div", "kl_div: Integral inputs not supported.")
        }
        let losses =
            try logTarget
            ? target.exp().mul(target.sub(input)) : target.xlogy(target).sub(target.mul(input))
        guard reduction == .batchMean, let batch = input.shape.first else {
            return try (reduction == .batchMean ? .sum : reduction).apply(to: losses)
        }
        return losses.sum() / batch
    }
}

/// The divergence of a distribution, given as log-probabilities, from a target; see `F.klDiv`. Shapes: any that broadcast -> [], or
/// as they are with `reduction: .none`.
///
/// - Source: `torch.nn.KLDivLoss`.
public final class KLDivLoss: Loss {
    /// What becomes of the losses of a batch.
    public let reduction: Reduction
    /// Whether the target holds log-probabilities.
    public let logTarget: Bool

    /// - Parameters:
    ///   - reduction: default the mean over all elements.
    ///   - logTarget: whether the target holds log-probabilities. Default false.
    public init(reduction: Reduction = .mean, logTarget: Bool = false) {
        self.reduction = reduction
        self.logTarget = logTarget
    }

    /// The loss of log-probabilities against a target.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.klDiv(input, target, reduction: reduction, logTarget: logTarget)
    }
}
