extension Tensor {
    /// Windows that slide along a dimension, each as a position of it, their elements as a new last dimension; a view.
    ///
    /// - Parameters:
    ///   - dim: the dimension along which they slide.
    ///   - size: how many elements a window shows.
    ///   - step: how far one begins from the one before; windows may overlap.
    /// - Throws: `TensorError` for a size larger than the dimension, a step below 1, or when there is no such
    ///   dimension.
    /// - Source: `torch.Tensor.unfold`.
    public func unfold(_ dim: Int, size: Int, step: Int) throws -> Tensor {
        try validate()
        let dim = try Shape.wrap(dim, rank: ndim, "unfold")
        let extent = ndim == 0 ? 1 : shape[dim]
        guard size >= 0 else { throw TensorError("unfold", "size is \(size) but must be >= 0") }
        guard size <= extent else {
            throw TensorError("unfold", "maximum size for tensor at dimension \(dim) is \(extent) but size is \(size)")
        }
        guard step > 0 else { throw TensorError("unfold", "step is \(step) but must be > 0") }
        if ndim == 0 { return try reshape([1]).slice(dim: 0, to: size) }
        let windows = (extent - size) / step + 1
        var (shape, strides) = (shape, strides)
        shape[dim] = windows
        shape.append(size)
        strides.append(strides[dim])
        strides[dim] *= windows > 1 ? step : 1
        let view = alias(shape: shape, strides: strides, offset: offset)
        guard Tensor.needsGrad(self) else { return view }
        return view.recorded("UnfoldBackward0", self, saves: false) { dy in
            let starts = try (Tensor.arange(windows, device: dy.device) * step).unsqueeze(1)
            let positions = try starts.add(Tensor.arange(size, device: dy.device)).reshape([windows * size])
            let columns = try dy.moveDim(-1, to: dim + 1).flatten(from: dim, to: dim + 1)
            return try columns.folded(along: dim, positions, extent: extent)
        }
    }
}
