import TernCore

extension F {
    /// The absolute difference, rounded off near zero: d^2 / (2 * beta) where d = |input - target| < beta, else d - beta / 2.
    ///
    /// Shapes: input and target of any shapes that broadcast -> [], or their common shape with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - reduction: default the mean.
    ///   - beta: where the parabola ends; 0 is `l1Loss`. Default 1.
    /// - Throws: `TensorError` in torch's words for a negative beta, or for shapes or types that don't fit.
    /// - Source: `torch.nn.functional.smooth_l1_loss`; Girshick 2015.
    public static func smoothL1Loss(
        _ input: Tensor, _ target: Tensor, reduction: Reduction = .mean, beta: Double = 1
    ) throws -> Tensor {
        if beta == 0 { return try l1Loss(input, target, reduction: reduction) }
        guard beta > 0 else {
            throw TensorError("smooth_l1_loss", "smooth_l1_loss does not support negative values for beta.")
        }
        return try roundedLoss("SmoothL1Loss", edge: beta, factor: 1 / beta)(
            input, target, kernel: "smooth_l1_cpu", reduction)
    }

    /// factor * d^2 / 2 up to the edge, a straight line from there.
    static func roundedLoss(_ name: String, edge: Double, factor: Double) -> PointwiseLoss {
        PointwiseLoss(
            name: name,
            value: { x, t in
                let distance = try x.sub(t).abs()
                let (near, far) = (distance.square() * (factor / 2), (distance - edge / 2) * (factor * edge))
                return try Tensor.where(distance .< edge, near, far)
            },
            slopes: { x, t in
                let slope = try x.sub(t).clamp(min: -edge, max: edge) * factor
                return (slope, slope.neg())
            })
    }
}

/// The absolute difference, rounded off near zero; see `F.smoothL1Loss`. Shapes: any that broadcast -> [], or as they are with
/// `reduction: .none`.
///
/// - Source: `torch.nn.SmoothL1Loss`.
public final class SmoothL1Loss: Loss {
    /// What becomes of the losses of a batch.
    public let reduction: Reduction
    /// Where the parabola ends.
    public let beta: Double

    /// - Parameters:
    ///   - reduction: default the mean.
    ///   - beta: where the parabola ends. Default 1.
    public init(reduction: Reduction = .mean, beta: Double = 1) {
        self.reduction = reduction
        self.beta = beta
    }

    /// The loss of an input against a target.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.smoothL1Loss(input, target, reduction: reduction, beta: beta)
    }
}
