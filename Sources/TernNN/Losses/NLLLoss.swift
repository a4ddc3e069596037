import TernCore

extension F {
    /// The negative log-likelihood of classes: loss = -weight[target] * x[target].
    ///
    /// Shapes: input [C], [N, C] or [N, C, d1, …] of log-probabilities; target [], [N] or [N, d1, …] of classes -> [], or as target
    /// with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - weight: one for each class, [C]. Default 1.
    ///   - ignoreIndex: the target that counts for nothing. Default -100.
    ///   - reduction: default the mean, weighted by the classes' weights.
    /// - Throws: `TensorError` in torch's words for shapes, types or classes that don't fit.
    /// - Source: `torch.nn.functional.nll_loss`.
    public static func nllLoss(
        _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100,
        reduction: Reduction = .mean
    ) throws -> Tensor {
        try reduction.checkPlain()
        try input.validate()
        guard input.ndim > 0 else {
            throw TensorError(.value, "nll_loss", "Expected 1 or more dimensions (got 0)")
        }
        let targets = try ClassTargets(input, target, weight: weight, ignored: ignoreIndex, reduction)
        guard input.dtype.isFloatingPoint else { throw input.unsupported("nll_loss_out_frame") }
        return try targets.negativeLogLikelihood(input, reduction)
    }
}

extension ClassTargets {
    fileprivate func negativeLogLikelihood(_ input: Tensor, _ reduction: Reduction) throws -> Tensor {
        let factors = try rowWeights(input.dtype).neg()
        let index = try existing.unsqueeze(1)
        let isIgnored = try target.flatten() .== ignored
        let losses = try picked(input.detach(), index).mul(factors).maskedFill(isIgnored, 0)
        return try reduced(losses, reduction).recorded(name, [input]) { dy, _ in
            let share = reduction == .mean ? try dy.div(totalWeight(dy.dtype)) : dy
            let rows = try (reduction == .none ? share.flatten() : share).mul(factors).maskedFill(isIgnored, 0)
            let zeros = try input.uninitializedLike(shape: [target.count, classes], zeroed: true, "nll_loss_backward")
            return [try unrolled(classes == 0 ? zeros : zeros.scatter(1, index, rows.unsqueeze(1)))]
        }
    }

    /// Of each row the element of its class.
    private func picked(_ input: Tensor, _ index: Tensor) throws -> Tensor {
        // Without classes every target is an ignored one.
        guard classes > 0 else { return try input.uninitializedLike(shape: [target.count], zeroed: true, "nll_loss") }
        return try rows(of: input).gather(1, index).squeeze(1)
    }
}

/// The negative log-likelihood of classes, for networks that end in `LogSoftmax`.
///
/// loss = -weight[target] * x[target]. Shapes: input [C], [N, C] or [N, C, d1, …]; target [], [N] or [N, d1, …] -> [], or as target with
/// `reduction: .none`.
///
/// - Source: `torch.nn.NLLLoss`.
public final class NLLLoss: Loss {
    /// The weight of each class; nil is 1.
    public let weight: Buffer?
    /// The target that counts for nothing.
    public let ignoreIndex: Int
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameters:
    ///   - weight: one for each class, [C]. Default 1.
    ///   - ignoreIndex: the target that counts for nothing. Default -100.
    ///   - reduction: default the mean.
    public init(weight: Tensor? = nil, ignoreIndex: Int = -100, reduction: Reduction = .mean) {
        self.weight = weight.map { Buffer($0) }
        self.ignoreIndex = ignoreIndex
        self.reduction = reduction
    }

    /// The loss of log-probabilities against classes.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.nllLoss(input, target, weight: weight?.tensor, ignoreIndex: ignoreIndex, reduction: reduction)
    }
}
