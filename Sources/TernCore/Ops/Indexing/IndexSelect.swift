extension Tensor {
    /// The positions of dimension `dim` that a list names, in its order.
    ///
    /// - Parameters:
    ///   - dim: the dimension to pick along.
    ///   - index: a vector of int64 or int32.
    /// - Throws: `TensorError` for a position that does not exist, or an index of an unsuitable shape or type.
    /// - Source: `torch.index_select`.
    public func indexSelect(_ dim: Int, _ index: Tensor) throws -> Tensor {
        try validate()
        try index.validate()
        let dim = try Shape.wrap(dim, rank: ndim, "index_select")
        guard index.ndim <= 1 else {
            throw TensorError(.index, "index_select", "index_select(): Index is supposed to be a vector")
        }
        guard ndim > 0 || index.count == 1 else {
            throw TensorError(
                "index_select",
                "index_select(): Index to scalar can have only 1 value, got \(index.count) value(s)")
        }
        try index.requireIndexType(
            TensorError("index_select", "index_select(): Expected dtype int32 or int64 for index"))
        let extent = ndim == 0 ? 1 : shape[dim]
        let positions = try index.positions(in: extent) { position in
            TensorError(
                .index, "index_select", "index out of range in self",
                hint: "index \(position), but dimension \(dim) has size \(extent)")
        }
        let list = try positions.reshape([-1])
        guard ndim > 0 else {
            return try gathered(Places(list, block: 1), shape: [], "IndexSelectBackward0")
        }
        return try picked(along: dim, list, "IndexSelectBackward0")
    }

    /// A copy to which `source` is added: its position i along `dim` to the position that the index names; repetitions
    /// add up.
    ///
    /// - Parameters:
    ///   - dim: the dimension along which positions are named.
    ///   - index: a vector of int64 or int32.
    ///   - source: of this tensor's type and shape, but for `dim`, where it is as long as the index.
    ///   - alpha: factor for `source`. Default 1.
    /// - Throws: `TensorError` for a position that does not exist, or arguments of unsuitable shapes or types.
    /// - Source: `torch.index_add`.
    public func indexAdd(
        _ dim: Int, _ index: Tensor, _ source: Tensor, alpha: some ScalarConvertible = 1
    ) throws -> Tensor {
        try validate()
        try index.validate()
        try source.validate()
        let dim = try Shape.wrap(dim, rank: ndim, "index_add")
        guard index.ndim <= 1 else {
            throw TensorError(
                .index, "index_add",
                "index_add_(): Index is supposed to be a vector, but got dim: \(index.ndim) with type: \(index.dtype.scalarTypeName) and size: \(index.shape)"
            )
        }
        try index.requireIndexType(
            TensorError(
                "index_add",
                "index_add_(): Expected dtype int32/int64 for index but got: \(index.dtype.scalarTypeName)"))
        guard source.dtype == dtype else {
            throw TensorError(
                "index_add",
                "index_add_(): self (\(dtype.scalarTypeName)) and source (\(source.dtype.scalarTypeName)) must have the same scalar type"
            )
        }
        let sourceExtent = source.shape.isEmpty ? 1 : dim < source.ndim ? source.shape[dim] : 0
        guard source.ndim != ndim || index.count == sourceExtent else {
            throw TensorError(
                "index_add",
                "index_add_(): Number of indices (\(index.count)) should be equal to source.size(dim): (\(sourceExtent)), for dim: \(dim)"
            )
        }
        guard source.ndim == ndim, differsOnlyAlong(dim, source) else {
            throw TensorError(
                "index_add",
                "source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape = \(shape) source.shape = \(source.shape)"
            )
        }
        let places = try listPlaces(dim, index, .runtime, "index_add")
        let factor = alpha.scalar
        guard factor.category <= dtype.category else {
            throw TensorError(
                "index_add", "For integral input tensors, argument alpha must not be a floating point number.")
        }
        let scaled = factor == .int(1) ? source : source.mul(factor)
        return try adding(scaled, at: places, "IndexAddBackward0")
    }

    /// A copy in which `source`'s positions along `dim` replace those that the index names.
    ///
    /// - Parameters:
    ///   - dim: the dimension along which positions are named.
    ///   - index: a vector of int64. Where positions repeat, the last one counts.
    ///   - source: of this tensor's type and shape, but for `dim`, where it is as long as the index.
    /// - Throws: `TensorError` for a position that does not exist, or arguments of unsuitable shapes or types.
    /// - Source: `torch.index_copy`.
    public func indexCopy(_ dim: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
        try validate()
        try index.validate()
        try source.validate()
        let dim = try Shape.wrap(dim, rank: ndim, "index_copy")
        try checkIndexCopy(dim, index, source)
        let places = try listPlaces(dim, index, .index, "index_copy", prefix: "index_copy_(): ")
        return try replacing(places, with: source, "IndexCopyBackward0")
    }

    /// A copy with `value` at the positions of dimension `dim` that the index names.
    ///
    /// - Parameters:
    ///   - dim: the dimension along which positions are named.
    ///   - index: a vector of int64; negative ones count from the end.
    ///   - value: a number.
    /// - Throws: `TensorError` for a position that does not exist, or an index of an unsuitable shape or type.
    /// - Source: `torch.index_fill`.
    public func indexFill(_ dim: Int, _ index: Tensor, _ value: some ScalarConvertible) throws -> Tensor {
        try indexFill(dim, index, number(value.scalar, "index_fill"), "IndexFillBackward0")
    }

    /// A copy with the only element of a 0-dim tensor at the positions that the index names; see `indexFill(_:_:_:)`.
    public func indexFill(_ dim: Int, _ index: Tensor, _ value: Tensor) throws -> Tensor {
        try value.validate()
        guard value.ndim == 0 else {
            throw TensorError(
                "index_fill",
                "index_fill_ only supports a 0-dimensional value tensor, but got tensor with \(value.ndim) dimension(s)."
            )
        }
        return try indexFill(dim, index, value.to(dtype), "IndexFillBackward1")
    }

    private func indexFill(_ dim: Int, _ index: Tensor, _ value: Tensor, _ name: String) throws -> Tensor {
        try validate()
        try index.validate()
        let dim = try Shape.wrap(dim, rank: ndim, "index_fill")
        guard index.dtype == .int64 else {
            throw TensorError(.index, "index_fill", "index_fill_(): Expected dtype int64 for index.")
        }
        guard index.ndim <= 1 else { throw TensorError("index_fill", "Index has to be a vector/scalar") }
        let places = try listPlaces(dim, index, .index, "index_fill", wrapping: true)
        var filled = shape.isEmpty ? [1] : shape
        filled[dim] = index.count
        let y = try detach().replacing(places, with: value.detach().expand(filled), name)
        let shape = shape
        return y.recorded(name, [self, value]) { dy, _ in
            // A place that the list names twice holds the value once.
            let ones = Tensor.ones(filled, dtype: .bool, device: dy.device)
            let isFilled = try Tensor.zeros(shape, dtype: .bool, device: dy.device)
                .replacing(places, with: ones, name)
            return [try dy.maskedFill(isFilled, 0), try Tensor.where(isFilled, dy, 0).sum()]
        }
    }
}

// MARK: - Checks

extension Tensor {
    /// The places that a list names along `dim`.
    private func listPlaces(
        _ dim: Int, _ index: Tensor, _ kind: TensorError.Kind, _ operation: String, wrapping: Bool = false,
        prefix: String = ""
    ) throws -> Places {
        let extent = shape.isEmpty ? 1 : shape[dim]
        let positions = try index.positions(in: extent, wrapping: wrapping) {
            TensorError(
                kind, operation, "\(prefix)index \($0) is out of bounds for dimension \(dim) with size \(extent)")
        }
        if shape.isEmpty { return try Places(positions, block: 1) }
        return try Tensor.places(along: dim, of: shape, positions.reshape([-1]))
    }

    private func differsOnlyAlong(_ dim: Int, _ other: Tensor) -> Bool {
        shape.indices.allSatisfy { $0 == dim || shape[$0] == other.shape[$0] }
    }

    private func checkIndexCopy(_ dim: Int, _ index: Tensor, _ source: Tensor) throws {
        func refuse(_ kind: TensorError.Kind, _ words: String) -> TensorError {
            TensorError(kind, "index_copy", "index_copy_(): \(words)")
        }
        guard index.ndim <= 1 else {
            throw refuse(.index, "Index should have dimension 1 or 0 (got \(index.ndim))")
        }
        guard source.ndim > 0 || index.count == 1 else {
            throw refuse(.index, "When source is scalar, index should have one element (got \(index.count))")
        }
        guard source.ndim == ndim || source.ndim == 0 || ndim == 0 else {
            throw refuse(
                .index,
                "When source and destination are not scalars, their dimensionality must match. Source dimensionality (\(source.ndim)), destination dimensionality (\(ndim))"
            )
        }
        guard index.dtype == .int64 else {
            throw refuse(.runtime, "Expected a long tensor for index, but got \(index.dtype.scalarTypeName)")
        }
        guard source.dtype == dtype else {
            throw refuse(
                .runtime,
                "self and source expected to have the same dtype, but got (self) \(dtype.scalarTypeName) and (source) \(source.dtype.scalarTypeName)"
            )
        }
        var (own, theirs) = (shape, source.shape)
        if !own.isEmpty { own.remove(at: dim) }
        if !theirs.isEmpty { theirs.remove(at: Swift.min(dim, theirs.count - 1)) }
        guard own == theirs else {
            throw refuse(
                .runtime,
                "Source/destination tensor must have same slice shapes. Destination slice shape: \(words(own)) at dimension \(dim) and source slice shape: \(words(theirs)) at dimension 0."
            )
        }
        guard source.ndim == 0 || index.count == source.shape[Swift.min(dim, source.ndim - 1)] else {
            throw refuse(
                .index,
                "Number of indices (\(index.count)) should be equal to source.size(dim) (\(source.shape[dim]))")
        }
    }

    private func words(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " ") }
}
