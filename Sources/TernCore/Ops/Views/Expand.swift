extension Tensor {
    /// Dimensions of size 1 repeated without copying, and new ones in front; a view.
    ///
    /// - Parameter shape: the extents wanted; -1 keeps one.
    /// - Throws: `TensorError` where a dimension larger than 1 would have to change.
    /// - Source: `torch.Tensor.expand`.
    public func expand(_ shape: [Int]) throws -> Tensor {
        try validate()
        let missing = shape.count - ndim
        guard missing >= 0 else {
            throw TensorError(
                "expand",
                "expand(torch.\(dtype.scalarTypeName)Tensor{\(self.shape)}, size=\(shape)): the number of sizes provided (\(shape.count)) must be greater or equal to the number of dimensions in the tensor (\(ndim))"
            )
        }
        var target = shape
        for dim in shape.indices {
            let current = dim < missing ? 1 : self.shape[dim - missing]
            if shape[dim] == -1 {
                guard dim >= missing else {
                    throw TensorError(
                        "expand",
                        "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension \(dim)"
                    )
                }
                target[dim] = current
            } else if shape[dim] != current, current != 1 || shape[dim] < 0 {
                throw TensorError(
                    "expand",
                    "The expanded size of the tensor (\(shape[dim])) must match the existing size (\(current)) at non-singleton dimension \(dim).  Target sizes: \(shape).  Tensor sizes: \(self.shape)"
                )
            }
        }
        _ = try Shape.elementCount(target, "expand")
        if target == self.shape { return self }
        let original = self.shape
        let view = alias(
            shape: target, strides: Shape.broadcastStrides(original, strides, to: target), offset: offset)
        return view.recorded("ExpandBackward0", self, saves: false) { try $0.summed(to: original) }
    }

    /// Repeats as `expand([Int])`.
    public func expand(_ shape: Int...) throws -> Tensor { try expand(shape) }

    /// This tensor repeated to the shape that `other` has.
    ///
    /// - Source: `torch.Tensor.expand_as`.
    public func expand(as other: Tensor) throws -> Tensor {
        try other.validate()
        return try expand(other.shape)
    }

    /// This tensor broadcast to `shape`; `expand` without -1.
    ///
    /// - Source: `torch.broadcast_to`.
    public func broadcast(to shape: [Int]) throws -> Tensor { try expand(shape) }
}
