extension Tensor {
    /// Tensors one after the other along an existing dimension.
    ///
    /// - Parameters:
    ///   - tensors: at least one; their other dimensions are equal. Different element types are promoted. Empty vectors
    ///     are left out, whatever the shape of the rest.
    ///   - dim: the dimension to join along. Default 0.
    /// - Throws: `TensorError` when there is no tensor, no such dimension, or the shapes don't fit.
    /// - Source: `torch.cat`.
    public static func cat(_ tensors: [Tensor], dim: Int = 0) throws -> Tensor {
        for tensor in tensors { try tensor.validate() }
        guard let first = tensors.first else {
            throw TensorError(.value, "cat", "torch.cat(): expected a non-empty list of Tensors")
        }
        if let position = tensors.firstIndex(where: { $0.ndim == 0 }) {
            throw TensorError(
                "cat", "zero-dimensional tensor (at position \(position)) cannot be concatenated",
                hint: "use stack to join single numbers")
        }
        let model = tensors.first { $0.shape != [0] } ?? first
        let dim = try Shape.wrap(model.shape == [0] ? 0 : dim, rank: model.ndim, "cat")
        return try joined(tensors, dim: dim, checkedAgainst: model)
    }

    private static func joined(_ tensors: [Tensor], dim: Int, checkedAgainst model: Tensor) throws -> Tensor {
        var shape = model.shape
        shape[dim] = 0
        for (position, tensor) in tensors.enumerated() where tensor.shape != [0] {
            try requireFits(tensor, at: position, beside: model, dim: dim)
            let (extent, overflow) = shape[dim].addingReportingOverflow(tensor.shape[dim])
            shape[dim] = overflow ? Int.max : extent
        }
        let dtype = tensors.dropFirst().reduce(tensors[0].dtype) { DType.promote($0, $1.dtype) }
        let result = try model.uninitialized(orderedAs: shape, dtype: dtype, "cat")
        var start = 0
        for tensor in tensors where tensor.shape != [0] {
            let part = result.sliced(dim, first: start, count: tensor.shape[dim], step: 1)
            withExtendedLifetime(tensor) { part.backend.copy(part.shape, part.operand, tensor.operand) }
            start += tensor.shape[dim]
        }
        return result.recorded("CatBackward0", tensors, saves: false, backward: slices(for: tensors, dim))
    }

    /// The gradients of joined tensors: each gets its part.
    private static func slices(
        for tensors: [Tensor], _ dim: Int
    ) -> (_ dy: Tensor, _ node: Node) throws -> [Tensor?] {
        let parts = tensors.map { (shape: $0.shape, dtype: $0.dtype, isNeeded: $0.requiresGrad) }
        return { dy, _ in
            var start = 0
            return try parts.map { part in
                if part.shape == [0] {
                    return part.isNeeded ? Tensor.zeros([0], dtype: part.dtype, device: dy.device) : nil
                }
                defer { start += part.shape[dim] }
                guard part.isNeeded else { return nil }
                return try dy.sliced(dim, first: start, count: part.shape[dim], step: 1).to(part.dtype)
            }
        }
    }

    private static func requireFits(_ tensor: Tensor, at position: Int, beside model: Tensor, dim: Int) throws {
        guard tensor.ndim == model.ndim else {
            throw TensorError(
                "cat", "Tensors must have same number of dimensions: got \(model.ndim) and \(tensor.ndim)",
                shapes: ["first": model.shape, "number \(position)": tensor.shape])
        }
        for other in model.shape.indices where other != dim && tensor.shape[other] != model.shape[other] {
            throw TensorError(
                "cat",
                "Sizes of tensors must match except in dimension \(dim). Expected size \(model.shape[other]) but got size \(tensor.shape[other]) for tensor number \(position) in the list.",
                shapes: ["first": model.shape, "number \(position)": tensor.shape])
        }
        guard tensor.device == model.device else {
            throw TensorError(
                "cat",
                "Expected all tensors to be on the same device, but found at least two devices, \(model.device) and \(tensor.device)!"
            )
        }
    }
}
