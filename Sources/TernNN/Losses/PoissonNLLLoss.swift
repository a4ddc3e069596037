import TernCore

extension F {
    /// The negative log-likelihood of counts: e^input - target * input, or input - target * ln(input + eps) without `logInput`.
    ///
    /// Shapes: input and target of any shapes that broadcast -> [], or their common shape with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - logInput: whether the input is the logarithm of the rate. Default true.
    ///   - full: whether Stirling's approximation of ln(target!) is added, for targets above 1. Default false.
    ///   - eps: keeps the logarithm finite. Default 1e-8.
    ///   - reduction: default the mean.
    /// - Throws: `TensorError` in torch's words for shapes that don't fit.
    /// - Source: `torch.nn.functional.poisson_nll_loss`.
    public static func poissonNLLLoss(
        _ input: Tensor, _ target: Tensor, logInput: Bool = true, full: Bool = false, eps: Double = 1e-8,
        reduction: Reduction = .mean
    ) throws -> Tensor {
        try reduction.checkPlain()
        var losses =
            try logInput ? input.exp().sub(target.mul(input)) : input.sub(target.mul((input + eps).log()))
        if full {
            let stirling = try target.mul(target.log()).sub(target).add((target * (2 * Double.pi)).log() * 0.5)
            losses = try losses.add(stirling.maskedFill(target .<= 1, 0))
        }
        return try reduction.apply(to: losses)
    }
}

/// The negative log-likelihood of counts; see `F.poissonNLLLoss`. Shapes: any that broadcast -> [], or as they are with
/// `reduction: .none`.
///
/// - Source: `torch.nn.PoissonNLLLoss`.
public final class PoissonNLLLoss: Loss {
    /// Whether the input is the logarithm of the rate.
    public let logInput: Bool
    /// Whether Stirling's approximation of ln(target!) is added.
    public let full: Bool
    /// Keeps the logarithm finite.
    public let eps: Double
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameters:
    ///   - logInput: whether the input is the logarithm of the rate. Default true.
    ///   - full: whether Stirling's approximation of ln(target!) is added. Default false.
    ///   - eps: keeps the logarithm finite. Default 1e-8.
    ///   - reduction: what becomes of the losses of a batch. Default the mean.
    public init(logInput: Bool = true, full: Bool = false, eps: Double = 1e-8, reduction: Reduction = .mean) {
        self.logInput = logInput
        self.full = full
        self.eps = eps
        self.reduction = reduction
    }

    /// The loss.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.poissonNLLLoss(
            input, target, logInput: logInput, full: full, eps: eps, reduction: reduction)
    }
}
