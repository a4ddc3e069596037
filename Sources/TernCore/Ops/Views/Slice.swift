extension Tensor {
    /// Every `step`-th position from `start` up to but not including `end` along dimension `dim`; a view.
    ///
    /// - Parameters:
    ///   - dim: the dimension.
    ///   - start: first position, negative from the end, cut to the range. Default 0.
    ///   - end: bound, negative from the end, cut to the range. Default the extent.
    ///   - step: distance, at least 1. Default 1.
    /// - Throws: `TensorError` for a dimension that does not exist or a step below 1.
    /// - Source: Python's `x[start:end:step]`.
    public func slice(dim: Int, from start: Int? = nil, to end: Int? = nil, step: Int = 1) throws -> Tensor {
        try validate()
        guard ndim > 0 else { throw TensorError(.index, "slice", "slice() cannot be applied to a 0-dim tensor.") }
        let dim = try Shape.wrap(dim, rank: ndim, "slice")
        guard step > 0 else { throw TensorError(.value, "slice", "slice step must be positive") }
        let extent = shape[dim]
        func clamped(_ position: Int) -> Int {
            Swift.min(Swift.max(position < 0 ? position + extent : position, 0), extent)
        }
        let first = clamped(start ?? 0)
        let last = Swift.max(clamped(end ?? extent), first)
        let span = last - first
        return sliced(dim, first: first, count: span == 0 ? 0 : (span - 1) / step + 1, step: step)
    }

    /// The `length` positions from `start` on along dimension `dim`; a view.
    ///
    /// - Throws: `TensorError` where they do not all exist.
    /// - Source: `torch.narrow`.
    public func narrow(_ dim: Int, start: Int, length: Int) throws -> Tensor {
        try validate()
        guard ndim > 0 else { throw TensorError("narrow", "narrow() cannot be applied to a 0-dim tensor.") }
        let dim = try Shape.wrap(dim, rank: ndim, "narrow")
        let extent = shape[dim]
        guard length >= 0 else { throw TensorError("narrow", "narrow(): length must be non-negative.") }
        guard start >= -extent, start <= extent else {
            throw TensorError(
                .index, "narrow",
                "start out of range (expected to be in range of [\(-extent), \(extent)], but got \(start))")
        }
        let first = start < 0 ? start + extent : start
        guard length <= extent - first else {
            throw TensorError("narrow", "start (\(first)) + length (\(length)) exceeds dimension size (\(extent)).")
        }
        return sliced(dim, first: first, count: length, step: 1)
    }

    /// The position `index` of dimension `dim`, without that dimension; a view.
    ///
    /// - Throws: `TensorError` where there is no such position.
    /// - Source: `torch.select`.
    public func select(_ dim: Int, _ index: Int) throws -> Tensor {
        try validate()
        guard ndim > 0 else {
            throw TensorError(.index, "select", "select() cannot be applied to a 0-dim tensor.")
        }
        let dim = try Shape.wrap(dim, rank: ndim, "select")
        let extent = shape[dim]
        guard index >= -extent, index < extent else {
            throw TensorError(
                .index, "select",
                "select(): index \(index) out of range for tensor of size \(shape) at dimension \(dim)")
        }
        return selected(dim, index < 0 ? index + extent : index)
    }

    func selected(_ dim: Int, _ index: Int) -> Tensor {
        var (shape, strides) = (shape, strides)
        shape.remove(at: dim)
        let step = strides.remove(at: dim)
        return region(
            shape, strides: strides, offset: offset + index * step, "SelectBackward0",
            region: {
                var steps = Shape.contiguousStrides(self.shape)
                let start = index * steps.remove(at: dim)
                return StridedRegion(shape: shape, steps: steps, start: start)
            }())
    }

    func sliced(_ dim: Int, first: Int, count: Int, step: Int) -> Tensor {
        if first == 0, count == shape[dim], step == 1 || count <= 1 {
            return Tensor.needsGrad(self) ? detach().recorded("SliceBackward0", self, saves: false) { $0 } : self
        }
        // A single position has no neighbour to step to, and the step may be too large to multiply by.
        let step = count > 1 ? step : 1
        var (shape, strides) = (shape, strides)
        let start = count == 0 ? 0 : first * strides[dim]
        shape[dim] = count
        strides[dim] *= step
        return region(
            shape, strides: strides, offset: offset + start, "SliceBackward0",
            region: {
                var steps = Shape.contiguousStrides(self.shape)
                let start = count == 0 ? 0 : first * steps[dim]
                steps[dim] *= step
                return StridedRegion(shape: shape, steps: steps, start: start)
            }())
    }
}
