import TernCore

extension F {
    /// The cross-entropy of probabilities against yes or no: -(target * ln input + (1 - target) * ln(1 - input)), with logarithms
    /// not below -100.
    ///
    /// Shapes: input and target of one shape -> [], or that shape with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - weight: a factor for each element; broadcasts to the target's shape. Default 1.
    ///   - reduction: default the mean.
    /// - Throws: `TensorError` in torch's words for shapes or types that don't fit, or values outside 0 ... 1.
    /// - Source: `torch.nn.functional.binary_cross_entropy`.
    public static func binaryCrossEntropy(
        _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, reduction: Reduction = .mean
    ) throws -> Tensor {
        for tensor in [input, target, weight] { try tensor?.validate() }
        guard input.shape == target.shape else {
            throw TensorError(
                .value, "binary_cross_entropy",
                "Using a target size (\(target.shape)) that is different to the input size (\(input.shape)) is deprecated. Please ensure they have the same size."
            )
        }
        guard input.dtype.isFloatingPoint else { throw input.unsupported("binary_cross_entropy") }
        guard target.dtype == input.dtype else {
            throw TensorError(
                "binary_cross_entropy",
                "Found dtype \(target.dtype.scalarTypeName) but expected \(input.dtype.scalarTypeName)")
        }
        for (name, tensor) in [("input", input), ("target", target)] where tensor.count > 0 {
            // Asked this way round, NaN is outside.
            let inside = try (tensor.detach() .>= 0).logicalAnd(tensor.detach() .<= 1)
            guard try inside.all().item(as: Bool.self) else {
                throw TensorError("binary_cross_entropy", "all elements of \(name) should be between 0 and 1")
            }
        }
        if let weight { try checkBroadcast(weight, to: input.shape, "binary_cross_entropy") }
        let factors = try weight.map { try $0.expand(input.shape) }
        return try BinaryLosses.ofProbabilities(
            input, target, weight: factors, kernel: "binary_cross_entropy", reduction)
    }

    /// The cross-entropy of logits against yes or no: that of sigmoid(input), without its loss of digits.
    ///
    /// loss = -(posWeight * target * ln s(input) + (1 - target) * ln s(-input)), s the sigmoid.
    ///
    /// Shapes: input and target of one shape -> [], or that shape with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - weight: a factor for each element; broadcasts. Default 1.
    ///   - reduction: default the mean.
    ///   - posWeight: the weight of the yes; broadcasts. Default 1.
    /// - Throws: `TensorError` in torch's words for shapes or types that don't fit.
    /// - Source: `torch.nn.functional.binary_cross_entropy_with_logits`.
    public static func binaryCrossEntropyWithLogits(
        _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, reduction: Reduction = .mean,
        posWeight: Tensor? = nil
    ) throws -> Tensor {
        for tensor in [input, target, weight, posWeight] { try tensor?.validate() }
        guard input.shape == target.shape else {
            throw TensorError(
                .value, "binary_cross_entropy_with_logits",
                "Target size (\(target.shape)) must be the same as input size (\(input.shape))")
        }
        guard input.dtype.isFloatingPoint else { throw input.unsupported("log_sigmoid_cpu") }
        guard target.dtype.isFloatingPoint else {
            throw TensorError(
                "binary_cross_entropy_with_logits",
                "result type \(input.dtype.scalarTypeName) can't be cast to the desired output type \(target.dtype.scalarTypeName)",
                hint: "convert the target: target.to(input.dtype)")
        }
        for factor in [weight, posWeight] {
            if let factor { try checkBroadcast(factor, to: input.shape, "binary_cross_entropy_with_logits") }
        }
        return try BinaryLosses.ofLogits(posWeight?.detach())(
            input, target, weight: weight, kernel: "binary_cross_entropy_with_logits", reduction)
    }
}

extension F {
    /// Torch multiplies by weights in place, so that they may not have more dimensions than what they weigh.
    fileprivate static func checkBroadcast(_ weight: Tensor, to shape: [Int], _ operation: String) throws {
        let common = try Shape.broadcast(shape, weight.shape, operation)
        guard common == shape else {
            throw TensorError(operation, "output with shape \(shape) doesn't match the broadcast shape \(common)")
        }
    }
}

private enum BinaryLosses {
    static var ofProbabilities: PointwiseLoss {
        PointwiseLoss(
            name: "BinaryCrossEntropy",
            value: { x, t in
                let (yes, no) = (x.log().clamp(min: -100), x.neg().log1p().clamp(min: -100))
                return try (t - 1).mul(no).sub(t.mul(yes))
            },
            slopes: { x, t in
                let variance = try (1 - x).mul(x).clamp(min: 1e-12)
                return (try x.sub(t).div(variance), try x.neg().log1p().sub(x.log()))
            })
    }

    static func ofLogits(_ posWeight: Tensor?) -> PointwiseLoss {
        PointwiseLoss(
            name: "BinaryCrossEntropyWithLogits",
            value: { x, t in
                let base = try (1 - t).mul(x)
                guard let posWeight else { return try base.sub(x.logSigmoid()) }
                return try base.sub((posWeight - 1).mul(t).add(1).mul(x.logSigmoid()))
            },
            slopes: { x, t in
                guard let posWeight else { return (try x.sigmoid().sub(t), x.neg()) }
                let yes = try posWeight.mul(t)
                return (
                    try yes.add(1).sub(t).mul(x.sigmoid()).sub(yes),
                    try x.neg().logSigmoid().sub(posWeight.mul(x.logSigmoid()))
                )
            })
    }
}

/// The cross-entropy of probabilities against yes or no; see `F.binaryCrossEntropy`. Shapes: input and target of one shape -> [], or
/// that shape with `reduction: .none`.
///
/// - Source: `torch.nn.BCELoss`.
public final class BCELoss: Loss {
    /// A factor for each element; nil is 1.
    public let weight: Buffer?
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameters:
    ///   - weight: a factor for each element; broadcasts. Default 1.
    ///   - reduction: default the mean.
    public init(weight: Tensor? = nil, reduction: Reduction = .mean) {
        self.weight = weight.map { Buffer($0) }
        self.reduction = reduction
    }

    /// The loss of probabilities against a target.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.binaryCrossEntropy(input, target, weight: weight?.tensor, reduction: reduction)
    }
}

/// The cross-entropy of logits against yes or no; see `F.binaryCrossEntropyWithLogits`. Shapes: input and target of one shape -> [],
/// or that shape with `reduction: .none`.
///
/// - Source: `torch.nn.BCEWithLogitsLoss`.
public final class BCEWithLogitsLoss: Loss {
    /// A factor for each element; nil is 1.
    public let weight: Buffer?
    /// The weight of the yes; nil is 1.
    public let posWeight: Buffer?
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameters:
    ///   - weight: a factor for each element; broadcasts. Default 1.
    ///   - reduction: default the mean.
    ///   - posWeight: the weight of the yes; broadcasts. Default 1.
    public init(weight: Tensor? = nil, reduction: Reduction = .mean, posWeight: Tensor? = nil) {
        self.weight = weight.map { Buffer($0) }
        self.posWeight = posWeight.map { Buffer($0) }
        self.reduction = reduction
    }

    /// The loss of logits against a target.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.binaryCrossEntropyWithLogits(
            input, target, weight: weight?.tensor, reduction: reduction, posWeight: posWeight?.tensor)
    }
}
