import TernCore

/// One class for each element of a batch, checked against the shape of what is to be compared with it.
struct ClassTargets {
    /// The classes, int64 and contiguous: one for each row of `rows(of:)`.
    let target: Tensor
    /// How many classes there are.
    let classes: Int
    /// The weight of each class.
    let weight: Tensor?
    /// The target that counts for nothing.
    let ignored: Int
    /// The shape of the losses: that of the input without its classes.
    let shape: [Int]
    /// Torch's name for the operation.
    let name: String

    private let inputShape: [Int]

    /// - Throws: in torch's words and order, for shapes, types and classes that don't fit.
    init(_ input: Tensor, _ target: Tensor, weight: Tensor?, ignored: Int, _ reduction: Reduction) throws {
        for tensor in [input, target, weight] { try tensor?.validate() }
        guard input.ndim > 0 else {
            throw TensorError(.value, "nll_loss", "Expected 1 or more dimensions (got 0)")
        }
        inputShape = input.shape
        classes = input.shape[input.ndim == 1 ? 0 : 1]
        self.weight = weight
        self.ignored = ignored
        shape = input.ndim == 1 ? [] : [input.shape[0]] + input.shape.dropFirst(2)
        name = ClassTargets.name(rank: input.ndim, reduction)
        try ClassTargets.checkShapes(input.shape, target.shape)
        if let weight, weight.shape != [classes] {
            throw TensorError(
                "nll_loss",
                "weight tensor should be defined either for all \(classes) classes or no classes but got weight tensor of shape: \(weight.shape)"
            )
        }
        guard target.dtype == .int64 || target.dtype == .uint8 else {
            throw TensorError(
                "nll_loss", "expected target dtype to be Long or Byte, but got \(target.dtype.scalarTypeName)",
                hint: "class numbers are integers: target.to(.int64)")
        }
        if let weight, weight.dtype != input.dtype {
            throw TensorError(
                "nll_loss",
                "expected scalar type \(input.dtype.scalarTypeName) but found \(weight.dtype.scalarTypeName)")
        }
        self.target = try target.detach().to(.int64).contiguous()
        let wrong = target.backend.classOutOfBounds(
            self.target.operand, rows: target.count, classes: classes, ignored: ignored)
        if let wrong {
            throw TensorError(
                .index, "nll_loss", "Target \(wrong) is out of bounds.",
                hint: "there are \(classes) classes, numbered from 0")
        }
    }

    private static func name(rank: Int, _ reduction: Reduction) -> String {
        if rank <= 2 { return "NllLossBackward0" }
        return rank != 4 && reduction == .none ? "ViewBackward0" : "NllLoss2DBackward0"
    }

    private static func checkShapes(_ input: [Int], _ target: [Int]) throws {
        func refuse(_ message: String, _ kind: TensorError.Kind = .runtime) -> TensorError {
            TensorError(kind, "nll_loss", message, shapes: ["input": input, "target": target])
        }
        if input.count > 1, input[0] != target.first ?? 0 {
            throw refuse(
                "Expected input batch_size (\(input[0])) to match target batch_size (\(target.first ?? 0)).", .value)
        }
        let expected = [input[0]] + input.dropFirst(2)
        switch input.count {
        case 1:
            guard target.count <= 1 else {
                throw refuse("0D or 1D target tensor expected, multi-target not supported")
            }
            guard target.first ?? 1 == 1 else {
                throw refuse(
                    "For 1D input, 1D target must have size 1, but got target size: \(target[0])", .value)
            }
        case 2:
            guard target.count <= 1 else {
                throw refuse("0D or 1D target tensor expected, multi-target not supported")
            }
        case 4:
            guard target.count == 3 else {
                throw refuse(
                    "only batches of spatial targets supported (3D tensors) but got targets of dimension: \(target.count)"
                )
            }
            guard target == expected else {
                throw refuse("size mismatch (got input: \(input) , target: \(target)")
            }
        default:
            guard target == expected else { throw refuse("Expected target size \(expected), got \(target)") }
        }
    }

    // MARK: Rows

    /// A tensor of the input's shape as rows of classes, in the order of the targets.
    func rows(of tensor: Tensor) throws -> Tensor {
        let last = tensor.ndim > 2 ? try tensor.permute([0] + Array(2..<tensor.ndim) + [1]) : tensor
        return try last.reshape([target.count, classes])
    }

    /// Rows of classes as a tensor of the input's shape.
    func unrolled(_ rows: Tensor) throws -> Tensor {
        guard inputShape.count > 2 else { return try rows.reshape(inputShape) }
        let last = inputShape.count - 1
        return try rows.reshape(shape + [classes]).permute([0, last] + Array(1..<last))
    }

    // MARK: Weights

    /// The weight of each row in the type of the losses: its class's, or 1; 0 for an ignored one.
    func rowWeights(_ dtype: DType) throws -> Tensor {
        let counts = try (target.flatten() .!= ignored).to(dtype)
        guard let weight else { return counts }
        return try counts.mul(weight.detach().indexSelect(0, existing))
    }

    /// The targets with an existing class in place of `ignored`.
    var existing: Tensor {
        get throws {
            let flat = try target.flatten()
            return try Tensor.where(flat .!= ignored, flat, 0)
        }
    }

    /// The losses of the rows, reduced.
    func reduced(_ losses: Tensor, _ reduction: Reduction) throws -> Tensor {
        switch reduction {
        case .none: try losses.reshape(shape)
        case .sum: losses.sum()
        case .mean, .batchMean: try losses.sum().div(totalWeight(losses.dtype))
        }
    }

    /// What a mean divides by.
    func totalWeight(_ dtype: DType) throws -> Tensor {
        let weights = try rowWeights(dtype == .float64 ? .float64 : .float32)
        return try weights.sum().to(dtype)
    }
}
