extension Tensor {
    /// The positions of some dimensions moved on; what leaves at the end comes back at the start.
    ///
    /// - Parameters:
    ///   - shifts: how far, for each of `dims`; negative moves towards the start.
    ///   - dims: the dimensions; none, with a single shift, for the flattened tensor.
    /// - Throws: `TensorError` when the two lists differ in length or there is no such dimension.
    /// - Source: `torch.roll`.
    public func roll(_ shifts: [Int], dims: [Int]) throws -> Tensor {
        try validate()
        guard !shifts.isEmpty else { throw TensorError("roll", "`shifts` required") }
        if dims.isEmpty, shifts.count == 1 { return try roll(shifts[0]) }
        guard shifts.count == dims.count else {
            throw TensorError(
                "roll", "shifts and dimensions must align. shifts: \(shifts.count), dims:\(dims.count)")
        }
        let moves = try zip(shifts, dims).map { shift, dim in
            guard ndim > 0 else {
                throw TensorError(.index, "roll", "Dimension specified as \(dim) but tensor has no dimensions")
            }
            let axis = try Shape.wrap(dim, rank: ndim, "roll")
            let remainder = shift % Swift.max(shape[axis], 1)
            return Move(dim: axis, shift: remainder < 0 ? remainder + shape[axis] : remainder)
        }
        return try rolled(moves)
    }

    /// The positions of one dimension moved on; see `roll(_:dims:)`.
    public func roll(_ shift: Int, dim: Int) throws -> Tensor { try roll([shift], dims: [dim]) }

    /// The elements of the flattened tensor moved on, in this tensor's shape.
    ///
    /// - Throws: `TensorError` if the tensor carries an error.
    /// - Source: `torch.roll` without dimensions.
    public func roll(_ shift: Int) throws -> Tensor {
        try validate()
        let shape = shape
        let y = try detach().reshape([count]).roll([shift], dims: [0])
        let amount = count > 0 ? shift % count : 0
        return try y.reshape(shape).recorded("RollBackward0", self, saves: false) { try $0.roll(-amount) }
    }

    /// One dimension's part of a roll, with a shift in `0 ..< extent`.
    private struct Move {
        var dim: Int
        var shift: Int
    }

    private func rolled(_ moves: [Move]) throws -> Tensor {
        var result = detach()
        for move in moves { result = try result.rolled(move) }
        let extents = shape
        return result.recorded("RollBackward0", self, saves: false) { dy in
            try dy.rolled(
                moves.map { Move(dim: $0.dim, shift: $0.shift == 0 ? 0 : extents[$0.dim] - $0.shift) })
        }
    }

    private func rolled(_ move: Move) throws -> Tensor {
        let (dim, shift) = (move.dim, move.shift)
        let rest = shape[dim] - shift
        let result = try uninitializedLike(strides: Shape.denseStrides(shape, like: strides), "roll")
        for (from, to, count) in [(0, shift, rest), (rest, 0, shift)] where count > 0 {
            let source = sliced(dim, first: from, count: count, step: 1)
            let target = result.sliced(dim, first: to, count: count, step: 1)
            backend.copy(source.shape, target.operand, source.operand)
        }
        return result
    }
}
