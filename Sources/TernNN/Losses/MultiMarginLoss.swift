import TernCore

extension F {
    /// The mean over the other classes i of max(0, margin - input[target] + input[i])^p, times weight[target].
    ///
    /// Shapes: input [N, C], target [N] -> [], or [N] with `reduction: .none`; or input [C] or [], target [] or [1].
    ///
    /// - Parameters:
    ///   - p: 1 or 2. Default 1.
    ///   - margin: by how much the target is to be larger. Default 1.
    ///   - weight: one for each class, [C]. Default 1.
    ///   - reduction: default the mean.
    /// - Throws: `TensorError` in torch's words for shapes, types or classes that don't fit.
    /// - Source: `torch.nn.functional.multi_margin_loss`.
    public static func multiMarginLoss(
        _ input: Tensor, _ target: Tensor, p: Int = 1, margin: Double = 1, weight: Tensor? = nil,
        reduction: Reduction = .mean
    ) throws -> Tensor {
        try reduction.checkPlain()
        for tensor in [input, target, weight] { try tensor?.validate() }
        guard p == 1 || p == 2 else {
            throw TensorError(.value, "multi_margin_loss", "only p == 1 and p == 2 supported")
        }
        let classes = try checkedClasses(input, target, weight)
        let rows = try input.reshape([target.count, classes])
        let index = try target.detach().reshape([-1, 1])
        let margins = try (rows.sub(rows.gather(1, index)) + margin).positivePart()
        var terms = p == 1 ? margins : margins.square()
        if let weight { terms = try terms.mul(weight.detach().indexSelect(0, index.flatten()).unsqueeze(1)) }
        let others = try Tensor.ones(like: terms.detach()).scatter(1, index, 0)
        let losses = try terms.mul(others).sum(dim: 1) / classes
        return try reduction.apply(to: losses.reshape(target.shape))
    }

    private static func checkedClasses(_ input: Tensor, _ target: Tensor, _ weight: Tensor?) throws -> Int {
        func error(_ message: String) -> TensorError {
            TensorError("multi_margin_loss", message, shapes: ["input": input.shape, "target": target.shape])
        }
        let classes = input.shape.last ?? 1
        guard input.ndim <= 2, classes > 0 else {
            throw error("Expected non-empty vector or matrix with optional 0-dim batch size, but got: \(input.shape)")
        }
        let count = input.ndim == 2 ? input.shape[0] : 1
        guard target.ndim <= 1, target.count == count else {
            throw error(
                "multi_margin_loss: target tensor should be 1-D with size equal to the number of input samples (batch size). Expected target size [\(count)], but got \(target.shape). Input has shape \(input.shape)."
            )
        }
        if let weight, weight.ndim != 1 {
            throw TensorError(.value, "multi_margin_loss", "weight must be one-dimensional")
        }
        if let weight, weight.count != classes {
            throw error("inconsistent weight size, expected \(classes) but got \(weight.shape)")
        }
        guard target.dtype == .int64 else {
            throw error("expected scalar type Long but found \(target.dtype.scalarTypeName)")
        }
        if let weight, weight.dtype != input.dtype {
            throw error(
                "expected scalar type \(input.dtype.scalarTypeName) but found \(weight.dtype.scalarTypeName)")
        }
        guard input.dtype == .float32 || input.dtype == .float64 else {
            throw input.unsupported("multi_margin_loss_cpu_kernel")
        }
        let flat = target.detach().contiguous()
        let wrong = flat.backend.classOutOfBounds(flat.operand, rows: count, classes: classes, ignored: 0)
        guard wrong == nil else { throw error("target out of range") }
        return classes
    }
}

extension Tensor {
    /// The elements above 0, and 0 for all others: for NaN too, which `relu` keeps. What comparing margins gives.
    func positivePart() throws -> Tensor { try maskedFill((detach() .> 0).logicalNot(), 0) }
}

/// The mean over the other classes of margins; see `F.multiMarginLoss`. Shapes: input [N, C], target [N] -> [], or [N] with
/// `reduction: .none`.
///
/// - Source: `torch.nn.MultiMarginLoss`.
public final class MultiMarginLoss: Loss {
    /// 1 or 2.
    public let p: Int
    /// By how much the target is to be larger.
    public let margin: Double
    /// The weight of each class; nil is 1.
    public let weight: Buffer?
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameters:
    ///   - p: 1 or 2. Default 1.
    ///   - margin: by how much the target is to be larger. Default 1.
    ///   - weight: one for each class, [C]. Default 1.
    ///   - reduction: default the mean.
    public init(p: Int = 1, margin: Double = 1, weight: Tensor? = nil, reduction: Reduction = .mean) {
        self.p = p
        self.margin = margin
        self.weight = weight.map { Buffer($0) }
        self.reduction = reduction
    }

    /// The loss of an input against classes.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.multiMarginLoss(
            input, target, p: p, margin: margin, weight: weight?.tensor, reduction: reduction)
    }
}
