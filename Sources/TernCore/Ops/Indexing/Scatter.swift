extension Tensor {
    /// A copy with `source`'s elements written along dimension `dim` where the index says: the inverse of `gather`.
    ///
    /// For three dimensions and `dim` 1: `y[i, index[i, j, k], k] = source[i, j, k]`. Where places repeat, the last one
    /// counts.
    ///
    /// - Parameters:
    ///   - dim: the dimension along which places are named.
    ///   - index: int64 or int32, of this tensor's rank, in no dimension larger than `source`, and but for `dim` in
    ///     none larger than this tensor.
    ///   - source: values of this tensor's type.
    /// - Throws: `TensorError` for an index that does not exist, or arguments of unsuitable shapes or types.
    /// - Source: `torch.scatter`.
    public func scatter(_ dim: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
        let (places, values) = try scattering(dim, index, source, "scatter")
        return try replacing(places, with: values, "ScatterBackward0")
    }

    /// A copy with a number written where the index says; see `scatter(_:_:_:)`.
    public func scatter(_ dim: Int, _ index: Tensor, _ value: some ScalarConvertible) throws -> Tensor {
        let number = try number(value.scalar, "scatter")
        let (places, _) = try scattering(dim, index, nil, "scatter")
        return try replacing(places, with: number.expand(index.shape), "ScatterBackward1")
    }

    /// A copy to which `source`'s elements are added where the index says; parameters as `scatter(_:_:_:)`.
    ///
    /// - Throws: `TensorError` as `scatter(_:_:_:)`.
    /// - Source: `torch.scatter_add`.
    public func scatterAdd(_ dim: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
        let (places, values) = try scattering(dim, index, source, "scatter_add")
        return try adding(values, at: places, "ScatterAddBackward0")
    }

    /// The places to write to and the values for them, checked; without a source only the places.
    func scattering(
        _ dim: Int, _ index: Tensor, _ source: Tensor?, _ operation: String
    ) throws -> (places: Places, values: Tensor) {
        try validate()
        try index.validate()
        try source?.validate()
        let dim = try Shape.wrap(dim, rank: ndim, operation)
        if index.count > 0 {
            try index.requireIndexType(
                TensorError(
                    operation, "scatter(): Expected dtype int32/int64 for index", hint: "convert it: index.to(.int64)"))
        }
        let values = source ?? self
        guard values.dtype == dtype else {
            throw TensorError(
                operation, "scatter(): Expected self.dtype to be equal to src.dtype",
                hint: "self is \(dtype), source is \(values.dtype)")
        }
        guard index.count > 0 else {
            return (try Places(index.to(.int64), block: 1), Tensor.zeros(index.shape, like: self))
        }
        let rank = Swift.max(index.ndim, 1)
        for (name, tensor) in [("self", self), ("src", values)] where Swift.max(tensor.ndim, 1) != rank {
            throw TensorError(
                operation, "Index tensor must have the same number of dimensions as \(name) tensor",
                shapes: ["index": index.shape, "\(name)": tensor.shape])
        }
        let isTooLarge = index.firstDimension(exceeding: shape, except: dim) != nil
        guard !isTooLarge, source == nil || index.firstDimension(exceeding: values.shape) == nil else {
            let limit = source == nil ? "" : " and to be no larger size than src \(values.shape)"
            throw TensorError(
                operation,
                "Expected index \(index.shape) to be no larger than self \(shape) apart from dimension \(dim)\(limit)")
        }
        let places = try elementPlaces(dim, index, operation)
        guard source != nil else { return (places, index) }
        return (places, try values.leadingPart(index.shape))
    }

    /// The first `shape[d]` positions of every dimension.
    private func leadingPart(_ shape: [Int]) throws -> Tensor {
        var part = ndim == 0 ? try reshape([1]) : self
        for (dim, count) in shape.enumerated() { part = part.sliced(dim, first: 0, count: count, step: 1) }
        return shape.isEmpty ? part.selected(0, 0) : part
    }
}
