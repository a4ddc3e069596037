import TernCore

extension F {
    /// The negative log-likelihood of normal numbers: (ln var + (input - target)^2 / var) / 2.
    ///
    /// Shapes: input and target [N, …], var of the input's shape, without its last dimension, or with one dimension of size 1 -> [],
    /// or the input's shape with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - var: the variances; those below `eps` count as `eps`.
    ///   - full: whether ln(2 * pi) / 2 is added. Default false.
    ///   - eps: the smallest variance. Default 1e-6.
    ///   - reduction: default the mean.
    /// - Throws: `TensorError` in torch's words for negative variances, or shapes that don't fit.
    /// - Source: `torch.nn.functional.gaussian_nll_loss`; Nix and Weigend 1994.
    public static func gaussianNLLLoss(
        _ input: Tensor, _ target: Tensor, _ `var`: Tensor, full: Bool = false, eps: Double = 1e-6,
        reduction: Reduction = .mean
    ) throws -> Tensor {
        try reduction.checkPlain()
        for tensor in [input, target, `var`] { try tensor.validate() }
        guard try !(`var`.detach() .< 0).any().item(as: Bool.self) else {
            throw TensorError(.value, "gaussian_nll_loss", "var has negative entry/entries")
        }
        var variance = `var`
        if variance.shape != input.shape {
            let hasRank = variance.ndim == input.ndim
            let differing = hasRank ? input.shape.indices.filter { input.shape[$0] != variance.shape[$0] } : []
            if variance.shape == Array(input.shape.dropLast()) {
                variance = try variance.unsqueeze(-1)
            } else if differing.map({ variance.shape[$0] }).reduce(0, +) != 1 {
                throw TensorError(
                    .value, "gaussian_nll_loss", "var is of incorrect size",
                    shapes: ["input": input.shape, "var": variance.shape])
            }
        }
        guard variance.dtype.isFloatingPoint else {
            throw TensorError(
                "gaussian_nll_loss",
                "result type Float can't be cast to the desired output type \(variance.dtype.cTypeName)",
                hint: "convert it first: var.to(.float32)")
        }
        // The gradient passes where a variance was raised, too.
        let raised = try variance.detach().clamp(min: eps).sub(variance.detach())
        let clamped = try variance.add(raised)
        var losses = try clamped.log().add(input.sub(target).square().div(clamped)) * 0.5
        if full { losses = losses + 0.918938533204672741780329736406 }
        return try reduction.apply(to: losses)
    }
}

/// The negative log-likelihood of normal numbers; see `F.gaussianNLLLoss`. Shapes: input, target and variances [N, …] -> [], or as they
/// are with `reduction: .none`.
///
/// - Source: `torch.nn.GaussianNLLLoss`.
public final class GaussianNLLLoss: TripleLoss {
    /// Whether ln(2 * pi) / 2 is added.
    public let full: Bool
    /// The smallest variance.
    public let eps: Double
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameters:
    ///   - full: whether ln(2 * pi) / 2 is added. Default false.
    ///   - eps: the smallest variance. Default 1e-6.
    ///   - reduction: what becomes of the losses of a batch. Default the mean.
    public init(full: Bool = false, eps: Double = 1e-6, reduction: Reduction = .mean) {
        self.full = full
        self.eps = eps
        self.reduction = reduction
    }

    /// The loss.
    public func forward(_ first: Tensor, _ second: Tensor, _ third: Tensor) throws -> Tensor {
        try F.gaussianNLLLoss(first, second, third, full: full, eps: eps, reduction: reduction)
    }
}
