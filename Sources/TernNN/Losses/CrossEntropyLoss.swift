import TernCore

extension F {
    /// The cross-entropy of logits against classes or against probabilities.
    ///
    /// With p = softmax(input) and a class t: loss = -weight[t] * ln p[t]; against probabilities q: loss = -sum(weight * q * ln p).
    /// Label smoothing e mixes the target with the uniform distribution: (1 - e) * target + e / C.
    ///
    /// Shapes: input [C], [N, C] or [N, C, d1, …]; target [], [N] or [N, d1, …] of classes, or of the input's shape for probabilities
    /// -> [], or the input's shape without C with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - weight: one for each class, [C]. Default 1.
    ///   - ignoreIndex: the class that counts for nothing. Default -100.
    ///   - reduction: default the mean; against classes with weights, weighted by them.
    ///   - labelSmoothing: the share of the uniform distribution, 0 ... 1. Default 0.
    /// - Throws: `TensorError` in torch's words for shapes, types or classes that don't fit.
    /// - Source: `torch.nn.functional.cross_entropy`.
    public static func crossEntropy(
        _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100,
        reduction: Reduction = .mean, labelSmoothing: Double = 0
    ) throws -> Tensor {
        try reduction.checkPlain()
        for tensor in [input, target, weight] { try tensor?.validate() }
        // Torch lets negative smoothing of classes pass, without any effect.
        let isSmooth = labelSmoothing > 0
        if input.shape == target.shape {
            return try crossEntropyOfProbabilities(
                input, target, weight, ignoreIndex, reduction, isSmooth ? labelSmoothing : 0)
        }
        try checkSmoothing(labelSmoothing)
        if isSmooth, weight != nil, target.dtype == .uint8 {
            throw TensorError(
                "cross_entropy", "gather(): Expected dtype int32/int64 for index",
                hint: "class numbers with smoothing and weights are int64: target.to(.int64)")
        }
        guard isSmooth else {
            let call = try FusedCrossEntropy(input, target, weight, ignoreIndex, reduction, smoothing: 0)
            if let loss = try call?.loss() { return loss }
            let logs = try input.logSoftmax(dim: input.ndim == 1 ? 0 : 1)
            return try nllLoss(logs, target, weight: weight, ignoreIndex: ignoreIndex, reduction: reduction)
        }
        let call = try FusedCrossEntropy(input, target, weight, ignoreIndex, reduction, smoothing: labelSmoothing)
        return try call?.loss()
            ?? smoothCrossEntropy(input, target, weight, ignoreIndex, reduction, labelSmoothing)
    }

    private static func checkSmoothing(_ smoothing: Double) throws {
        guard smoothing > 1 else { return }
        throw TensorError("cross_entropy", "label_smoothing must be between 0.0 and 1.0. Got: \(smoothing)")
    }

    private static func smoothCrossEntropy(
        _ input: Tensor, _ target: Tensor, _ weight: Tensor?, _ ignored: Int, _ reduction: Reduction,
        _ smoothing: Double
    ) throws -> Tensor {
        let logs = try input.logSoftmax(dim: input.ndim == 1 ? 0 : 1)
        let sharp = try nllLoss(logs, target, weight: weight, ignoreIndex: ignored, reduction: reduction)
        let targets = try ClassTargets(input, target, weight: weight, ignored: ignored, reduction)
        let rows = try targets.rows(of: logs)
        let weighted = try weight.map { try rows.mul($0.detach()) } ?? rows
        let losses = try weighted.sum(dim: 1).neg().maskedFill(target.flatten() .== ignored, 0)
        let uniform = try targets.reduced(losses, reduction)
        return try sharp * (1 - smoothing) + uniform * (smoothing / Double(targets.classes))
    }

    private static func crossEntropyOfProbabilities(
        _ input: Tensor, _ target: Tensor, _ weight: Tensor?, _ ignored: Int, _ reduction: Reduction,
        _ smoothing: Double
    ) throws -> Tensor {
        guard target.dtype.isFloatingPoint else {
            throw TensorError(
                "cross_entropy",
                "Expected floating point type for target with class probabilities, got \(target.dtype.scalarTypeName)",
                shapes: ["input": input.shape, "target": target.shape],
                hint: "a target of the input's shape holds probabilities; classes have one dimension less")
        }
        guard ignored < 0 else {
            throw TensorError("cross_entropy", "ignore_index is not supported for floating point target")
        }
        let dim = input.ndim == 1 ? 0 : 1
        let logs = try input.logSoftmax(dim: dim)
        let classes = input.shape.isEmpty ? 1 : input.shape[dim]
        if let weight, weight.shape != [classes] {
            throw TensorError(
                "cross_entropy",
                "cross_entropy: weight tensor should be defined either for all \(classes) classes or no classes but got weight tensor of shape: \(weight.shape)"
            )
        }
        try checkSmoothing(smoothing)
        let mixed = smoothing > 0 ? target * (1 - smoothing) + smoothing / Double(classes) : target
        var products = try logs.mul(mixed)
        if let weight {
            let trailing = Array(repeating: 1, count: Swift.max(input.ndim - 2, 0))
            products = try products.mul(weight.reshape([classes] + trailing))
        }
        switch reduction {
        case .none: return try products.sum(dim: dim).neg()
        case .sum: return products.sum().neg()
        case .mean, .batchMean: return products.sum().neg() / (Double(input.count) / Double(classes))
        }
    }
}

/// The cross-entropy of logits against classes or against probabilities: the loss of classifiers.
///
/// With p = softmax(input) and a class t: loss = -weight[t] * ln p[t]; see `F.crossEntropy`. Shapes: input [C], [N, C] or
/// [N, C, d1, …]; target [], [N] or [N, d1, …] of classes, or of the input's shape for probabilities -> [], or the input's shape
/// without C with `reduction: .none`.
///
/// - Source: `torch.nn.CrossEntropyLoss`.
public final class CrossEntropyLoss: Loss {
    /// The weight of each class; nil is 1.
    public let weight: Buffer?
    /// The class that counts for nothing.
    public let ignoreIndex: Int
    /// What becomes of the losses of a batch.
    public let reduction: Reduction
    /// The share of the uniform distribution in the target.
    public let labelSmoothing: Double

    /// - Parameters:
    ///   - weight: one for each class, [C]. Default 1.
    ///   - ignoreIndex: the class that counts for nothing. Default -100.
    ///   - reduction: default the mean.
    ///   - labelSmoothing: the share of the uniform distribution, 0 ... 1. Default 0.
    public init(
        weight: Tensor? = nil, ignoreIndex: Int = -100, reduction: Reduction = .mean, labelSmoothing: Double = 0
    ) {
        self.weight = weight.map { Buffer($0) }
        self.ignoreIndex = ignoreIndex
        self.reduction = reduction
        self.labelSmoothing = labelSmoothing
    }

    /// The loss of logits against classes or probabilities.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.crossEntropy(
            input, target, weight: weight?.tensor, ignoreIndex: ignoreIndex, reduction: reduction,
            labelSmoothing: labelSmoothing)
    }
}
