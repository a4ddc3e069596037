// Copies with a part replaced: the functional forms of assigning through a view.

extension Tensor {
    /// A copy with `source` at a position of a dimension.
    ///
    /// - Parameters:
    ///   - source: of the shape of that part; converted to this tensor's type.
    ///   - dim: the dimension.
    ///   - index: the position; negative ones count from the end.
    /// - Throws: `TensorError` for a position that does not exist or a source of another shape.
    /// - Source: `torch.select_scatter`.
    public func selectScatter(_ source: Tensor, dim: Int, index: Int) throws -> Tensor {
        let target = try detach().select(dim, index)
        try requireShape(of: source, target.shape, "select_scatter")
        return try scattered(
            source, dim, IndexItem(.at(index)), "SelectScatterBackward0")
    }

    /// A copy with `source` at every `step`-th position of a part of a dimension.
    ///
    /// - Parameters:
    ///   - source: of the shape of that part; converted to this tensor's type.
    ///   - dim: the dimension. Default 0.
    ///   - start: first position. Default 0.
    ///   - end: bound. Default the extent.
    ///   - step: distance. Default 1.
    /// - Throws: `TensorError` for a step below 1 or a source of another shape.
    /// - Source: `torch.slice_scatter`.
    public func sliceScatter(
        _ source: Tensor, dim: Int = 0, from start: Int? = nil, to end: Int? = nil, step: Int = 1
    ) throws -> Tensor {
        let target = try detach().slice(dim: dim, from: start, to: end, step: step)
        try requireShape(of: source, target.shape, "slice_scatter")
        return try scattered(
            source, dim, IndexItem(.slice(from: start, to: end, step: step)), "SliceScatterBackward0")
    }

    /// A copy with `source` on a diagonal; parameters as `diagonal`.
    ///
    /// - Throws: `TensorError` unless there are two different dimensions and the source has the diagonal's shape.
    /// - Source: `torch.diagonal_scatter`.
    public func diagonalScatter(
        _ source: Tensor, offset: Int = 0, dim1: Int = 0, dim2: Int = 1
    ) throws -> Tensor {
        let shape = try detach().diagonal(offset: offset, dim1: dim1, dim2: dim2).shape
        try requireShape(of: source, shape, "diagonal_scatter")
        let values = try source.to(dtype)
        let result = try copiedContiguous("diagonal_scatter")
        let hole = try result.diagonal(offset: offset, dim1: dim1, dim2: dim2)
        withExtendedLifetime((hole, values)) { backend.copy(hole.shape, hole.operand, values.operand) }
        let (selfNeeds, valuesNeed) = (requiresGrad, values.requiresGrad)
        return result.recorded("DiagonalScatterBackward0", [self, values], saves: false) { dy, _ in
            let zeros = Tensor.zeros(shape, like: dy)
            return [
                selfNeeds ? try dy.diagonalScatter(zeros, offset: offset, dim1: dim1, dim2: dim2) : nil,
                valuesNeed ? try dy.diagonal(offset: offset, dim1: dim1, dim2: dim2) : nil,
            ]
        }
    }

    private func scattered(_ source: Tensor, _ dim: Int, _ item: IndexItem, _ name: String) throws -> Tensor {
        let axis = try Shape.wrap(dim, rank: ndim, "index_put")
        let items = [IndexItem](repeating: .all, count: axis) + [item]
        return try writing(source.to(dtype), IndexedWrite(items, name: name))
    }

    private func requireShape(of source: Tensor, _ shape: [Int], _ operation: String) throws {
        try source.validate()
        guard source.shape == shape else {
            throw TensorError(
                operation,
                "expected src to have a size equal to the slice of self. src size = \(source.shape), slice size = \(shape)"
            )
        }
    }
}
