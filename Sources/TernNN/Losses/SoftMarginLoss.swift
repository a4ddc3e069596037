import TernCore

extension F {
    /// ln(1 + e^(-target * input)), for targets of 1 and -1.
    ///
    /// Shapes: input and target of any shapes that broadcast -> [], or their common shape with `reduction: .none`.
    ///
    /// - Parameter reduction: default the mean.
    /// - Throws: `TensorError` in torch's words for shapes or types that don't fit.
    /// - Source: `torch.nn.functional.soft_margin_loss`. Unlike torch's it does not overflow.
    ///   As in torch the target has no gradient.
    public static func softMarginLoss(
        _ input: Tensor, _ target: Tensor, reduction: Reduction = .mean
    ) throws -> Tensor {
        let loss = PointwiseLoss(
            name: "SoftMarginLoss", value: { try $0.mul($1).logSigmoid().neg() },
            slopes: { x, t in (try x.mul(t).neg().sigmoid().neg().mul(t), t) })
        return try loss(input, target.detach(), kernel: "soft_margin_loss", reduction)
    }
}

/// ln(1 + e^(-target * input)), for targets of 1 and -1. Shapes: any that broadcast -> [], or as they are with `reduction: .none`.
///
/// - Source: `torch.nn.SoftMarginLoss`.
public final class SoftMarginLoss: Loss {
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameters:
    ///   - reduction: what becomes of the losses of a batch. Default the mean.
    public init(reduction: Reduction = .mean) {
        self.reduction = reduction
    }

    /// The loss.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.softMarginLoss(input, target, reduction: reduction)
    }
}
