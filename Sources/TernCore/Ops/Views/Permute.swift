extension Tensor {
    /// The dimensions in another order; a view.
    ///
    /// - Parameter dims: for each dimension of the result, which one of this tensor it is.
    /// - Throws: `TensorError` unless `dims` names every dimension once.
    /// - Source: `torch.permute`.
    public func permute(_ dims: [Int]) throws -> Tensor {
        try validate()
        guard dims.count == ndim else {
            throw TensorError(
                "permute",
                "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = \(ndim) is not equal to len(dims) = \(dims.count)"
            )
        }
        let order = try dims.map { try Shape.wrap($0, rank: ndim, "permute") }
        guard Set(order).count == order.count else {
            throw TensorError("permute", "permute(): duplicate dims are not allowed.")
        }
        var inverse = order
        for (position, dim) in order.enumerated() { inverse[dim] = position }
        return permuted(order, inverse, "PermuteBackward0")
    }

    /// The dimensions in another order; see `permute([Int])`.
    public func permute(_ dims: Int...) throws -> Tensor { try permute(dims) }

    /// Dimensions `a` and `b` exchanged; a view.
    ///
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.transpose`.
    public func transpose(_ a: Int, _ b: Int) throws -> Tensor {
        try validate()
        let first = try Shape.wrap(a, rank: ndim, "transpose")
        let second = try Shape.wrap(b, rank: ndim, "transpose")
        if first == second { return self }
        var order = Array(shape.indices)
        order.swapAt(first, second)
        return permuted(order, order, "TransposeBackward0")
    }

    /// A matrix with rows and columns exchanged; fewer dimensions stay as they are.
    ///
    /// - Throws: `TensorError` for more than two dimensions.
    /// - Source: `torch.t`.
    public func t() throws -> Tensor {
        try validate()
        guard ndim <= 2 else {
            throw TensorError(
                "t", "t() expects a tensor with <= 2 dimensions, but self is \(ndim)D", shapes: ["self": shape])
        }
        guard ndim == 2 else { return self }
        return permuted([1, 0], [1, 0], "TBackward0")
    }

    /// Dimension `source` moved to position `destination`, the others keeping their order; a view.
    ///
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.movedim`.
    public func moveDim(_ source: Int, to destination: Int) throws -> Tensor {
        try moveDims([source], to: [destination])
    }

    /// Several dimensions moved at once; see `moveDim`.
    public func moveDims(_ sources: [Int], to destinations: [Int]) throws -> Tensor {
        try validate()
        guard sources.count == destinations.count else {
            throw TensorError(
                "movedim",
                "movedim: Invalid source or destination dims: source (\(sources) dims) should contain the same number of dims as destination (\(destinations) dims)"
            )
        }
        let from = try movedDims(sources, "source")
        let to = try movedDims(destinations, "destination")
        if shape.isEmpty { return self }
        let placed = Dictionary(uniqueKeysWithValues: zip(to, from))
        var rest = shape.indices.filter { !from.contains($0) }[...]
        return try permute(shape.indices.map { placed[$0] ?? rest.removeFirst() })
    }

    private func movedDims(_ dims: [Int], _ role: String) throws -> [Int] {
        let wrapped = try dims.map { try Shape.wrap($0, rank: ndim, "movedim") }
        guard Set(wrapped).count == wrapped.count else {
            throw TensorError("movedim", "movedim: repeated dim in `\(role)` (\(dims))")
        }
        return wrapped
    }

    private func permuted(_ order: [Int], _ inverse: [Int], _ name: String) -> Tensor {
        let view = alias(shape: order.map { shape[$0] }, strides: order.map { strides[$0] }, offset: offset)
        return view.recorded(name, self, saves: false) { $0.permuted(inverse, order, name) }
    }
}
