extension Tensor {
    /// Tensors of one shape, side by side along a new dimension.
    ///
    /// - Parameters:
    ///   - tensors: at least one. Different element types are promoted.
    ///   - dim: where the new dimension stands. Default 0.
    /// - Throws: `TensorError` when there is no tensor, no such position, or the shapes differ.
    /// - Source: `torch.stack`.
    public static func stack(_ tensors: [Tensor], dim: Int = 0) throws -> Tensor {
        for tensor in tensors { try tensor.validate() }
        guard let first = tensors.first else { throw TensorError("stack", "stack expects a non-empty TensorList") }
        let dim = try Shape.wrap(dim, rank: first.ndim + 1, "stack")
        if let position = tensors.firstIndex(where: { $0.shape != first.shape }) {
            throw TensorError(
                "stack",
                "stack expects each tensor to be equal size, but got \(first.shape) at entry 0 and \(tensors[position].shape) at entry \(position)"
            )
        }
        let result = try cat(tensors.map { try $0.detach().unsqueeze(dim) }, dim: dim)
        let parts = tensors.map { (dtype: $0.dtype, isNeeded: $0.requiresGrad) }
        return result.recorded("StackBackward0", tensors, saves: false) { dy, _ in
            try parts.enumerated().map { index, part in
                part.isNeeded ? try dy.selected(dim, index).to(part.dtype) : nil
            }
        }
    }

    /// Tensors joined side by side: along dimension 1, or 0 for vectors. Single numbers count as vectors.
    ///
    /// - Throws: `TensorError` as `cat`.
    /// - Source: `torch.hstack`.
    public static func hstack(_ tensors: [Tensor]) throws -> Tensor {
        let parts = try nonEmpty(tensors, "hstack").map { try $0.atLeast1d() }
        return try cat(parts, dim: parts[0].ndim == 1 ? 0 : 1)
    }

    /// Tensors joined one below the other: along dimension 0. Numbers and vectors count as rows of a matrix.
    ///
    /// - Throws: `TensorError` as `cat`.
    /// - Source: `torch.vstack`.
    public static func vstack(_ tensors: [Tensor]) throws -> Tensor {
        try cat(nonEmpty(tensors, "vstack").map { try $0.atLeast2d() })
    }

    /// Tensors joined behind each other: along dimension 2. What has fewer than three dimensions gets them.
    ///
    /// - Throws: `TensorError` as `cat`.
    /// - Source: `torch.dstack`.
    public static func dstack(_ tensors: [Tensor]) throws -> Tensor {
        try cat(nonEmpty(tensors, "dstack").map { try $0.atLeast3d() }, dim: 2)
    }

    /// Vectors as the columns of a matrix; tensors of more dimensions are joined along dimension 1.
    ///
    /// - Throws: `TensorError` as `cat`.
    /// - Source: `torch.column_stack`.
    public static func columnStack(_ tensors: [Tensor]) throws -> Tensor {
        try hstack(nonEmpty(tensors, "column_stack").map { $0.ndim <= 1 ? try $0.reshape([$0.count, 1]) : $0 })
    }

    /// A single number as a vector; everything else as it is.
    ///
    /// - Throws: `TensorError` if the tensor carries an error.
    /// - Source: `torch.atleast_1d`.
    public func atLeast1d() throws -> Tensor {
        try validate()
        return ndim == 0 ? try reshape([1]) : self
    }

    /// A number or a vector as a matrix of one row; everything else as it is.
    ///
    /// - Throws: `TensorError` if the tensor carries an error.
    /// - Source: `torch.atleast_2d`.
    public func atLeast2d() throws -> Tensor {
        try validate()
        return ndim == 0 ? try reshape([1, 1]) : ndim == 1 ? try unsqueeze(0) : self
    }

    /// Up to two dimensions made three, as `[1, n, 1]` and `[m, n, 1]`; everything else as it is.
    ///
    /// - Throws: `TensorError` if the tensor carries an error.
    /// - Source: `torch.atleast_3d`.
    public func atLeast3d() throws -> Tensor {
        let matrix = try atLeast2d()
        return matrix.ndim == 2 ? try matrix.unsqueeze(-1) : matrix
    }

    private static func nonEmpty(_ tensors: [Tensor], _ operation: String) throws -> [Tensor] {
        for tensor in tensors { try tensor.validate() }
        guard !tensors.isEmpty else { throw TensorError(operation, "\(operation) expects a non-empty TensorList") }
        return tensors
    }
}
