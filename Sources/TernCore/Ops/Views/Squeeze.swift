extension Tensor {
    /// Without its dimensions of size 1; a view.
    ///
    /// - Source: `torch.squeeze`.
    public func squeeze() -> Tensor {
        squeezed(shape.indices.filter { shape[$0] == 1 }, "SqueezeBackward0")
    }

    /// Without dimension `dim` if its size is 1; a view.
    ///
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.squeeze`.
    public func squeeze(_ dim: Int) throws -> Tensor {
        try validate()
        let dim = try Shape.wrap(dim, rank: ndim, "squeeze")
        return squeezed(shape.isEmpty || shape[dim] != 1 ? [] : [dim], "SqueezeBackward1")
    }

    /// Without those of the dimensions `dims` whose size is 1; a view.
    public func squeeze(_ dims: [Int]) throws -> Tensor {
        try validate()
        let wrapped = try Shape.wrap(dims, rank: ndim, "squeeze")
        return squeezed(wrapped.filter { !shape.isEmpty && shape[$0] == 1 }, "SqueezeBackward2")
    }

    /// With a new dimension of size 1 at position `dim`; a view.
    ///
    /// - Throws: `TensorError` when there is no such position.
    /// - Source: `torch.unsqueeze`.
    public func unsqueeze(_ dim: Int) throws -> Tensor {
        try validate()
        return unsqueezed(at: try Shape.wrap(dim, rank: ndim + 1, "unsqueeze"))
    }

    private func squeezed(_ dims: [Int], _ name: String) -> Tensor {
        if failure != nil { return self }
        let removed = Set(dims)
        let kept = shape.indices.filter { !removed.contains($0) }
        let view = alias(shape: kept.map { shape[$0] }, strides: kept.map { strides[$0] }, offset: offset)
        return view.recorded(name, self, saves: false) { gradient in
            removed.sorted().reduce(gradient) { $0.unsqueezed(at: $1) }
        }
    }

    private func unsqueezed(at dim: Int) -> Tensor {
        var (shape, strides) = (shape, strides)
        let step = dim < shape.count ? strides[dim] * shape[dim] : 1
        shape.insert(1, at: dim)
        strides.insert(step, at: dim)
        let view = alias(shape: shape, strides: strides, offset: offset)
        return view.recorded("UnsqueezeBackward0", self, saves: false) { $0.squeezed([dim], "SqueezeBackward1") }
    }
}
