extension Tensor {
    /// One element for each index: along dimension `dim` where the index says, in the other dimensions where the index
    /// stands.
    ///
    /// For three dimensions and `dim` 1: `y[i, j, k] = self[i, index[i, j, k], k]`.
    ///
    /// - Parameters:
    ///   - dim: the dimension to pick along.
    ///   - index: int64 or int32 (or without elements), of this tensor's rank, in no other dimension larger than this tensor.
    /// - Throws: `TensorError` for an index that does not exist, or one of an unsuitable shape or type.
    /// - Source: `torch.gather`.
    public func gather(_ dim: Int, _ index: Tensor) throws -> Tensor {
        try validate()
        try index.validate()
        let dim = try Shape.wrap(dim, rank: ndim, "gather")
        if index.count > 0 {
            try index.requireIndexType(
                TensorError(
                    "gather", "gather(): Expected dtype int32/int64 for index", hint: "convert it: index.to(.int64)"))
            guard Swift.max(index.ndim, 1) == Swift.max(ndim, 1) else {
                throw TensorError(
                    "gather", "Index tensor must have the same number of dimensions as input tensor",
                    shapes: ["input": shape, "index": index.shape])
            }
            if let larger = index.firstDimension(exceeding: shape, except: dim) {
                throw TensorError(
                    "gather",
                    "Size does not match at dimension \(larger) expected index \(index.shape) to be no larger than self \(shape) apart from dimension \(dim)"
                )
            }
        }
        // An index without elements may have any type.
        let places = try elementPlaces(dim, index.count > 0 ? index : index.to(.int64), "gather")
        return try gathered(places, shape: index.shape, "GatherBackward0")
    }

    /// `gather` with an index that broadcasts against this tensor and may count from the end; what `argmax` and
    /// `argsort` with their dimension kept give. (Torch takes an index that is too large modulo the extent; here it is
    /// an error.)
    ///
    /// - Parameters:
    ///   - indices: int64, of this tensor's rank.
    ///   - dim: the dimension to pick along; nil picks from the flattened tensor, from the front only. Default nil.
    /// - Throws: `TensorError` for an index that does not exist, or one of an unsuitable shape or type.
    /// - Source: `torch.take_along_dim`.
    public func takeAlongDim(_ indices: Tensor, dim: Int? = nil) throws -> Tensor {
        try validate()
        try indices.validate()
        guard indices.dtype == .int64 else {
            throw TensorError(
                "take_along_dim",
                "torch.take_along_dim(): dtype of indices should be Long but got \(indices.dtype.scalarTypeName)")
        }
        guard let dim else {
            return try flatten().gather(0, indices.flatten())
        }
        guard indices.ndim == ndim else {
            throw TensorError(
                "take_along_dim",
                "torch.take_along_dim(): input and indices should have the same number of dimensions, but got \(ndim) dimensions for input, and \(indices.ndim) dimensions for indices"
            )
        }
        let axis = try Shape.wrap(dim, rank: ndim, "take_along_dim")
        if shape.isEmpty { return try gather(0, indices) }
        var (own, theirs) = (shape, indices.shape)
        own[axis] = 1
        theirs[axis] = 1
        let common = try Shape.broadcast(own, theirs, "take_along_dim")
        (own, theirs) = (common, common)
        own[axis] = shape[axis]
        theirs[axis] = indices.shape[axis]
        let positions = try indices.positions(
            in: shape[axis], wrapping: true,
            error: TensorError.outOfBounds(.runtime, "take_along_dim", dim: axis, size: shape[axis]))
        return try expand(own).gather(axis, positions.expand(theirs))
    }

    /// The elements at these positions of the flattened tensor, in the index's shape.
    ///
    /// - Parameter index: int64; negative ones count from the end.
    /// - Throws: `TensorError` for a position that does not exist.
    /// - Source: `torch.take`.
    public func take(_ index: Tensor) throws -> Tensor {
        try gathered(Places(flatPositions(index, "take"), block: 1), shape: index.shape, "TakeBackward0")
    }

    /// A copy with `source`'s elements at these positions of the flattened tensor.
    ///
    /// - Parameters:
    ///   - index: int64; negative ones count from the end. Where positions repeat, the last one counts.
    ///   - source: as many elements, of this tensor's type.
    ///   - accumulate: add them to what is there. Default false.
    /// - Throws: `TensorError` for a position that does not exist, or another number of elements.
    /// - Source: `torch.put`.
    public func put(_ index: Tensor, _ source: Tensor, accumulate: Bool = false) throws -> Tensor {
        let positions = try flatPositions(index, "put_")
        try source.validate()
        guard source.dtype == dtype else {
            throw TensorError(
                "put",
                "put_(): self and source expected to have the same dtype, but got self.dtype = \(dtype.scalarTypeName) and source.dtype = \(source.dtype.scalarTypeName)"
            )
        }
        guard source.count == index.count else {
            throw TensorError(
                .index, "put",
                "put_(): Expected source and index to have the same number of elements, but got source.numel() = \(source.count), index.numel() = \(index.count)"
            )
        }
        let places = try Places(positions, block: 1)
        return accumulate
            ? try adding(source, at: places, "PutBackward0") : try replacing(places, with: source, "PutBackward0")
    }

    private func flatPositions(_ index: Tensor, _ operation: String) throws -> Tensor {
        try validate()
        try index.validate()
        guard index.dtype == .int64 else {
            throw TensorError(
                operation,
                "\(operation)(): Expected a long tensor for index, but got \(index.dtype.scalarTypeName)")
        }
        guard count > 0 || index.count == 0 else {
            let attempt = operation == "take" ? "tried to take from" : "Tried to put elements into"
            throw TensorError(.index, operation, "\(operation)(): \(attempt) an empty tensor")
        }
        return try index.positions(in: count, wrapping: true) {
            TensorError(
                .index, operation, "out of range: tried to access index \($0) on a tensor of \(self.count) elements.")
        }
    }
}

extension Tensor {
    /// The places of this tensor's elements that `gather` reads and `scatter` writes.
    func elementPlaces(_ dim: Int, _ index: Tensor, _ operation: String) throws -> Places {
        let extent = shape.isEmpty ? 1 : shape[dim]
        let positions = try index.positions(
            in: extent, error: TensorError.outOfBounds(.runtime, operation, dim: dim, size: extent))
        // An empty index may have any rank, and a single number has only one place.
        guard index.count > 0, !shape.isEmpty, !index.shape.isEmpty else { return try Places(positions, block: 1) }
        let steps = Shape.contiguousStrides(shape)
        var others = index.shape
        others[dim] = 1
        let starts = try Tensor.offsets(others, steps: steps, device: device)
        return try Places(starts.add(steps[dim] == 1 ? positions : positions * steps[dim]), block: 1)
    }

    /// The first dimension but `dim` that is larger than in a shape of this rank; nil where there is none. A 0-dim
    /// tensor counts as one of one element.
    func firstDimension(exceeding shape: [Int], except dim: Int? = nil) -> Int? {
        let (own, limit) = (self.shape.isEmpty ? [1] : self.shape, shape.isEmpty ? [1] : shape)
        return zip(own, limit).enumerated().first { $0.offset != dim && $0.element.0 > $0.element.1 }?.offset
    }
}
