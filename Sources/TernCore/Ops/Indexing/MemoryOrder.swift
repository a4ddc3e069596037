// Operations that pick positions along one dimension work in the order in which the elements lie in memory, so that
// channels-last activations are neither rearranged before nor after.

extension Shape {
    /// The dimensions in the order in which they lie in memory, the innermost last.
    static func memoryOrder(_ shape: [Int], _ strides: [Int]) -> [Int] {
        guard !isContiguous(shape, strides) else { return Array(shape.indices) }
        // An extent of 1 may have any stride: it goes outside of what follows it in the shape.
        var effective = strides
        var largest = 0
        for dim in shape.indices.reversed() {
            if shape[dim] == 1 { effective[dim] = largest } else { largest = max(largest, strides[dim]) }
        }
        return shape.indices.sorted { effective[$0] == effective[$1] ? $0 < $1 : effective[$0] > effective[$1] }
    }

    /// Strides for a dense tensor of `shape` whose dimensions lie in memory in that order.
    package static func strides(_ shape: [Int], inMemoryOrder order: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: shape.count)
        for (dim, step) in zip(order, contiguousStrides(order.map { shape[$0] })) { strides[dim] = step }
        return strides
    }
}

extension Tensor {
    /// A tensor of another shape and this rank with this tensor's memory order, not yet written.
    package func uninitialized(orderedAs shape: [Int], dtype: DType? = nil, _ operation: String) throws -> Tensor {
        _ = try Shape.elementCount(shape, operation)
        let order = Shape.memoryOrder(self.shape, strides)
        return try uninitializedLike(
            shape: shape, strides: Shape.strides(shape, inMemoryOrder: order), dtype: dtype, operation)
    }

    /// The same elements with those strides: in a copy, without history, if they lie elsewhere now.
    package func laidOut(strides wanted: [Int], _ operation: String) throws -> Tensor {
        if shape.indices.allSatisfy({ shape[$0] == 1 || strides[$0] == wanted[$0] }) { return self }
        let copy = try uninitializedLike(strides: wanted, operation)
        backend.copy(shape, copy.operand, operand)
        return copy
    }

    /// Those positions of dimension `dim` that the int64 list names, in its order, repetitions included.
    func picked(along dim: Int, _ positions: Tensor, _ name: String) throws -> Tensor {
        let extent = shape[dim]
        let result = try inMemoryOrder(dim) { source, dim in
            var shape = source.shape
            shape[dim] = positions.count
            return try source.gathered(Tensor.places(along: dim, of: source.shape, positions), shape: shape, name)
        }
        return result.recorded(name, self) { try $0.folded(along: dim, positions, extent: extent) }
    }

    /// Zeros with `extent` positions along `dim`, to which this tensor's positions are added as the list says: the
    /// gradient of `picked`, whose own gradient is `picked` again.
    func folded(along dim: Int, _ positions: Tensor, extent: Int) throws -> Tensor {
        let result = try inMemoryOrder(dim) { source, dim in
            var shape = source.shape
            shape[dim] = extent
            return try source.spread(Tensor.places(along: dim, of: shape, positions), to: shape)
        }
        return result.recorded("IndexAddBackward0", self) {
            try $0.picked(along: dim, positions, "IndexSelectBackward0")
        }
    }

    /// Runs `body`, without history, on this tensor with its dimensions in memory order, and puts those of its result
    /// back.
    private func inMemoryOrder(_ dim: Int, _ body: (_ source: Tensor, _ dim: Int) throws -> Tensor) throws -> Tensor {
        let order = Shape.memoryOrder(shape, strides)
        var inverse = order
        for (position, dim) in order.enumerated() { inverse[dim] = position }
        return try body(detach().permute(order), inverse[dim]).permute(inverse)
    }
}
