import TernCore

extension F {
    /// Squared near zero, straight further out: d^2 / 2 where d = |input - target| <= delta, else delta * (d - delta / 2).
    ///
    /// Shapes: input and target of any shapes that broadcast -> [], or their common shape with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - reduction: default the mean.
    ///   - delta: where the parabola ends. Default 1.
    ///   - weight: a factor for each element, of the input's shape. Default 1.
    /// - Throws: `TensorError` in torch's words for a delta that isn't positive, or for shapes or types that don't fit.
    /// - Source: `torch.nn.functional.huber_loss`; Huber 1964.
    public static func huberLoss(
        _ input: Tensor, _ target: Tensor, reduction: Reduction = .mean, delta: Double = 1, weight: Tensor? = nil
    ) throws -> Tensor {
        guard delta > 0 else {
            throw TensorError("huber_loss", "huber_loss does not support non-positive values for delta.")
        }
        var loss = roundedLoss("HuberLoss", edge: delta, factor: 1)
        loss.requiresOneTypeForGradients = true
        guard let weight else { return try loss(input, target, kernel: "huber_cpu", reduction) }
        try reduction.checkPlain()
        try checkWeightShape(weight, input)
        return try reduction.apply(to: loss(input, target, kernel: "huber_cpu", .none).mul(weight))
    }
}

/// Squared near zero, straight further out; see `F.huberLoss`. Shapes: any that broadcast -> [], or as they are with
/// `reduction: .none`.
///
/// - Source: `torch.nn.HuberLoss`.
public final class HuberLoss: Loss {
    /// What becomes of the losses of a batch.
    public let reduction: Reduction
    /// Where the parabola ends.
    public let delta: Double

    /// - Parameters:
    ///   - reduction: default the mean.
    ///   - delta: where the parabola ends. Default 1.
    public init(reduction: Reduction = .mean, delta: Double = 1) {
        self.reduction = reduction
        self.delta = delta
    }

    /// The loss of an input against a target.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.huberLoss(input, target, reduction: reduction, delta: delta)
    }
}
