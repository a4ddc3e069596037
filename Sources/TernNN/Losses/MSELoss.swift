import TernCore

extension F {
    /// The squared difference: (input - target)^2.
    ///
    /// Shapes: input and target of any shapes that broadcast -> [], or their common shape with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - reduction: default the mean; with weights, weighted by them.
    ///   - weight: a factor for each element, of the input's shape. Default 1.
    /// - Throws: `TensorError` in torch's words for shapes or types that don't fit.
    /// - Source: `torch.nn.functional.mse_loss`.
    public static func mseLoss(
        _ input: Tensor, _ target: Tensor, reduction: Reduction = .mean, weight: Tensor? = nil
    ) throws -> Tensor {
        guard let weight else {
            let loss = PointwiseLoss(
                name: "MseLoss", value: { try $0.sub($1).square() },
                slopes: { x, t in
                    let slope = try x.sub(t) * 2
                    return (slope, slope.neg())
                })
            return try loss(input, target, kernel: "mse_cpu", reduction)
        }
        return try weightedLoss(try input.sub(target).square(), weight, input, reduction)
    }

    /// Losses with a weight each; their mean is weighted.
    static func weightedLoss(
        _ losses: Tensor, _ weight: Tensor, _ input: Tensor, _ reduction: Reduction
    ) throws -> Tensor {
        try reduction.checkPlain()
        try checkWeightShape(weight, input)
        let weighted = try losses.mul(weight)
        return try reduction == .mean ? weighted.sum().div(weight.sum()) : reduction.apply(to: weighted)
    }

    static func checkWeightShape(_ weight: Tensor, _ input: Tensor) throws {
        try weight.validate()
        guard weight.shape == input.shape else {
            throw TensorError(
                .value, "loss", "Weights and input must have the same size.",
                shapes: ["input": input.shape, "weight": weight.shape])
        }
    }
}

/// The squared difference: (input - target)^2. Shapes: any that broadcast -> [], or as they are with `reduction: .none`.
///
/// - Source: `torch.nn.MSELoss`.
public final class MSELoss: Loss {
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameter reduction: default the mean.
    public init(reduction: Reduction = .mean) { self.reduction = reduction }

    /// The loss of an input against a target.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.mseLoss(input, target, reduction: reduction)
    }
}
