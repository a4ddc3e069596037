import TernCore

extension F {
    /// The sum over target classes j and all others i of max(0, 1 - input[j] + input[i]), over the number of classes.
    ///
    /// Shapes: input [N, C], target [N, C] -> [], or [N] with `reduction: .none`; or both [C] or []. A row of the target begins with its
    /// classes; the first -1 ends them.
    ///
    /// - Parameter reduction: default the mean.
    /// - Throws: `TensorError` in torch's words for shapes, types or classes that don't fit.
    /// - Source: `torch.nn.functional.multilabel_margin_loss`.
    public static func multilabelMarginLoss(
        _ input: Tensor, _ target: Tensor, reduction: Reduction = .mean
    ) throws -> Tensor {
        try reduction.checkPlain()
        for tensor in [input, target] { try tensor.validate() }
        func error(_ message: String) -> TensorError { TensorError("multilabel_margin_loss", message) }
        let classes = input.shape.last ?? 1
        guard input.ndim <= 2, classes > 0 else {
            throw error("Expected non-empty vector or matrix with optional 0-dim batch size, but got: \(input.shape)")
        }
        let fits = input.ndim == 2 ? target.shape == input.shape : target.ndim <= 1 && target.count == classes
        guard fits else {
            throw error("inconsistent target size: \(target.shape) for input of size: \(input.shape)")
        }
        guard target.dtype == .int64 else {
            throw error("expected scalar type Long but found \(target.dtype.scalarTypeName)")
        }
        guard input.dtype == .float32 || input.dtype == .float64 else {
            throw input.unsupported("multilabel_margin_loss_forward_out_frame")
        }
        let labels = try target.detach().contiguous().reshape([-1, classes])
        let wrong = labels.backend.classOutOfBounds(labels.operand, rows: labels.count, classes: classes, ignored: -1)
        guard wrong == nil else { throw error("argument #2 'target' is out of range") }

        let rows = try input.reshape([-1, classes])
        // A label counts if no -1 stands before it.
        let counts = try (labels .< 0).to(.int64).cumsum(dim: 1) .== 0
        let existing = labels.clampMin(0)
        let marks = try Tensor.zeros(labels.shape, dtype: rows.dtype, device: rows.device)
            .scatterAdd(1, existing, counts.to(rows.dtype))
        let others = try (marks .== 0).to(rows.dtype)
        let wanted = try rows.gather(1, existing).unsqueeze(2)
        let margins = try (rows.unsqueeze(1).sub(wanted) + 1).positivePart()
        let pairs = try counts.to(rows.dtype).unsqueeze(2).mul(others.unsqueeze(1))
        let losses = try margins.mul(pairs).sum(dim: [1, 2]) / classes
        return try reduction.apply(to: losses.reshape(Array(input.shape.dropLast())))
    }
}

/// The sum of margins between target classes and all others; see `F.multilabelMarginLoss`. Shapes: input and target [N, C] -> [], or
/// [N] with `reduction: .none`.
///
/// - Source: `torch.nn.MultiLabelMarginLoss`.
public final class MultiLabelMarginLoss: Loss {
    /// What becomes of the losses of a batch.
    public let reduction: Reduction

    /// - Parameter reduction: default the mean.
    public init(reduction: Reduction = .mean) { self.reduction = reduction }

    /// The loss of an input against lists of classes.
    public func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor {
        try F.multilabelMarginLoss(input, target, reduction: reduction)
    }
}
