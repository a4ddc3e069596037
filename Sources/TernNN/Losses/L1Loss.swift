import TernCore

extension F {
    /// The absolute difference: |input - target|.
    ///
    /// Shapes: input and target of any shapes that broadcast -> [], or their common shape with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - reduction: default the mean; with weights, weighted by them.
    ///   - weight: a factor for each element, of the input's shape. Default 1.
    /// - Throws: `TensorError` in torch's words for shapes or types that don't fit.
    /// - Source: `torch.nn.functional.l1_loss`.
    public static func l1Loss(
        _ input: Tensor, _ target: Tensor, reduction: Reduction = .mean, weight: Tensor? = nil
    ) throws -> Tensor {
        try reduction.checkPlain()
        let losses = try input.sub(target).abs()
        guard let weight else { return try reduction.apply(to: losses).validated() }
        return try weightedLoss(losses, weight, input, reduction)
    }
}

/// The absolute difference: |input - target|. Shapes: any that broadcast -> [], or as they are with `reduction: .none`.
///
/// - Source: `torch.nn.L1Loss`.
public final class L1Loss: Loss {
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameter reduction: default the mean.
    public init(reduction: Reduction = .mean) { self.reduction = reduction }

    /// The loss of an input against a target.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.l1Loss(input, target, reduction: reduction)
    }
}
