extension Tensor {
    /// The elements where a mask is true, as a vector in row-major order.
    ///
    /// - Parameter mask: a bool tensor; mask and tensor broadcast against each other.
    /// - Throws: `TensorError` when the shapes don't broadcast or the mask isn't bool.
    /// - Source: `torch.masked_select`.
    public func maskedSelect(_ mask: Tensor) throws -> Tensor {
        try validate()
        try mask.validate()
        guard mask.dtype == .bool else {
            throw TensorError("masked_select", "masked_select: expected BoolTensor for mask")
        }
        let shape = try Shape.broadcast(mask.shape, self.shape, "masked_select")
        let positions = try mask.expand(shape).positionsOfTrue()
        return try expand(shape).gathered(
            Places(positions, block: 1), shape: [positions.count], "MaskedSelectBackward0")
    }

    /// A copy in which the elements where the mask is true are replaced by `source`'s elements, in row-major order.
    ///
    /// - Parameters:
    ///   - mask: a bool tensor; mask and tensor broadcast against each other.
    ///   - source: at least as many elements of this tensor's type; the rest is left over.
    /// - Throws: `TensorError` when the shapes don't broadcast, the types don't fit, or the source is too short.
    /// - Source: `torch.masked_scatter`.
    public func maskedScatter(_ mask: Tensor, _ source: Tensor) throws -> Tensor {
        try validate()
        try mask.validate()
        try source.validate()
        guard source.dtype == dtype else {
            throw TensorError(
                "masked_scatter",
                "masked_scatter: expected self and source to have same dtypes but got\(dtype.scalarTypeName) and \(source.dtype.scalarTypeName)"
            )
        }
        guard mask.dtype == .bool else {
            throw TensorError(
                "masked_scatter",
                "masked_scatter_ only supports boolean masks, but got mask with dtype \(mask.dtype.scalarTypeName)")
        }
        let shape = try Shape.broadcast(mask.shape, self.shape, "masked_scatter")
        let positions = try mask.expand(shape).positionsOfTrue()
        guard source.count >= positions.count else {
            throw TensorError(
                "masked_scatter", "Number of elements of source < number of ones in mask",
                hint: "\(source.count) elements for \(positions.count) places")
        }
        let values = try source.reshape([-1]).narrow(0, start: 0, length: positions.count)
        return try expand(shape).replacing(Places(positions, block: 1), with: values, "MaskedScatterBackward0")
    }

    /// Where the elements that are not zero stand: one row of coordinates for each, in row-major order.
    ///
    /// - Returns: an int64 tensor of shape `[number of such elements, ndim]`.
    /// - Source: `torch.nonzero`.
    public func nonzero() -> Tensor {
        Tensor.deferringErrors {
            let columns = try nonzeroTuple(ofRank: ndim)
            guard !columns.isEmpty else {
                let found = try (detach() .!= 0).validated().item(as: Bool.self) ? 1 : 0
                return Tensor.zeros([found, 0], dtype: .int64, device: device)
            }
            return try Tensor.stack(columns, dim: 1)
        }
    }

    /// As `nonzero()`, one vector of positions for each dimension: what a subscript takes as index tensors. A single
    /// number counts as a vector of one element.
    ///
    /// - Throws: `TensorError` if the tensor carries an error.
    /// - Source: `torch.nonzero` with `as_tuple=True`.
    public func nonzeroTuple() throws -> [Tensor] {
        try validate()
        return try nonzeroTuple(ofRank: Swift.max(ndim, 1))
    }

    /// As `nonzero()`.
    ///
    /// - Source: `torch.argwhere`.
    public func argwhere() -> Tensor { nonzero() }

    private func nonzeroTuple(ofRank rank: Int) throws -> [Tensor] {
        try validate()
        if rank == 0 { return [] }
        let shape = self.shape.isEmpty ? [1] : self.shape
        var rest = try (detach() .!= 0).positionsOfTrue()
        return try Shape.contiguousStrides(shape).enumerated().map { dim, step in
            if dim == shape.count - 1 { return rest }
            let column = try rest.floorDivide(step).validated()
            rest = try rest.sub(column * step)
            return column
        }
    }
}
