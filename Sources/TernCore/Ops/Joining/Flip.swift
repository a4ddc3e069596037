extension Tensor {
    /// The positions of these dimensions in reverse order; a copy.
    ///
    /// - Throws: `TensorError` when there is no such dimension or it is named twice.
    /// - Source: `torch.flip`.
    public func flip(_ dims: [Int]) throws -> Tensor {
        try validate()
        return try flipped(Shape.wrap(dims, rank: ndim, "flip"))
    }

    /// Reverses as `flip([Int])`.
    public func flip(_ dims: Int...) throws -> Tensor { try flip(dims) }

    /// The columns in reverse order: `flip(1)`.
    ///
    /// - Throws: `TensorError` for less than two dimensions.
    /// - Source: `torch.fliplr`.
    public func fliplr() throws -> Tensor {
        try validate()
        guard ndim >= 2 else { throw TensorError("fliplr", "Input must be >= 2-d.") }
        return try flip(1)
    }

    /// The rows in reverse order: `flip(0)`.
    ///
    /// - Throws: `TensorError` for a single number.
    /// - Source: `torch.flipud`.
    public func flipud() throws -> Tensor {
        try validate()
        guard ndim >= 1 else { throw TensorError("flipud", "Input must be >= 1-d.") }
        return try flip(0)
    }

    /// Read from the far end with the steps negated: the copy itself is an ordinary strided one.
    private func flipped(_ dims: [Int]) throws -> Tensor {
        let result = try uninitializedLike(strides: Shape.denseStrides(shape, like: strides), "flip")
        var source = operand
        if count > 0 {
            for dim in dims where dim < ndim {
                source.pointer += (shape[dim] - 1) * strides[dim] * dtype.itemSize
                source.strides[dim] = -strides[dim]
            }
            withExtendedLifetime(self) { backend.copy(shape, result.operand, source) }
        }
        return result.recorded("FlipBackward0", self, saves: false) { try $0.flipped(dims) }
    }
}
