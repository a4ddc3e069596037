extension Tensor {
    /// Pieces of equal extent along a dimension, the last one perhaps smaller; views.
    ///
    /// - Parameters:
    ///   - size: the extent of a piece.
    ///   - dim: the dimension to cut. Default 0.
    /// - Throws: `TensorError` for a negative size, for 0 (unless the extent is 0 too), or when there is no such
    ///   dimension.
    /// - Source: `torch.split`.
    public func split(_ size: Int, dim: Int = 0) throws -> [Tensor] {
        try validate()
        guard ndim > 0 else { throw TensorError("split", "split expects at least a 1-dimensional tensor") }
        let dim = try Shape.wrap(dim, rank: ndim, "split")
        guard size >= 0 else {
            throw TensorError("split", "split expects split_size be non-negative, but got split_size=\(size)")
        }
        let extent = shape[dim]
        guard size > 0 || extent == 0 else {
            throw TensorError(
                "split", "split_size can only be 0 if dimension size is 0, but got dimension size of \(extent)")
        }
        if extent == 0 { return pieces([0], dim, "SplitBackward0") }
        let starts = stride(from: 0, to: extent, by: size)
        return pieces(starts.map { Swift.min(size, extent - $0) }, dim, "SplitBackward0")
    }

    /// Pieces of the given extents along a dimension; views.
    ///
    /// - Parameters:
    ///   - sizes: their extents, which add up to the dimension's.
    ///   - dim: the dimension to cut. Default 0.
    /// - Throws: `TensorError` for sizes that don't add up, or when there is no such dimension.
    /// - Source: `torch.split`.
    public func split(_ sizes: [Int], dim: Int = 0) throws -> [Tensor] {
        try validate()
        guard ndim > 0 else {
            throw TensorError("split_with_sizes", "split expects at least a 1-dimensional tensor")
        }
        let axis = try Shape.wrap(dim, rank: ndim, "split_with_sizes")
        if sizes.contains(where: { $0 < 0 }) {
            throw TensorError(
                "split_with_sizes",
                "split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=\(sizes)")
        }
        let sum = sizes.reduce((value: 0, overflow: false)) { sum, size in
            let (value, overflow) = sum.value.addingReportingOverflow(size)
            return (value, sum.overflow || overflow)
        }
        guard sum.value == shape[axis], !sum.overflow else {
            throw TensorError(
                "split_with_sizes",
                "split_with_sizes expects split_sizes to sum exactly to \(shape[axis]) (input tensor's size at dimension \(dim)), but got split_sizes=\(sizes)"
            )
        }
        return pieces(sizes, axis, "SplitWithSizesBackward0")
    }

    /// At most `chunks` pieces of equal extent along a dimension, the last one perhaps smaller; views.
    ///
    /// - Parameters:
    ///   - chunks: how many pieces are wanted; there are fewer where the extent rounded up already covers all.
    ///   - dim: the dimension to cut. Default 0.
    /// - Throws: `TensorError` for less than one chunk, or when there is no such dimension.
    /// - Source: `torch.chunk`.
    public func chunk(_ chunks: Int, dim: Int = 0) throws -> [Tensor] {
        try validate()
        guard ndim > 0 else { throw TensorError("chunk", "chunk expects at least a 1-dimensional tensor") }
        guard chunks > 0 else {
            throw TensorError("chunk", "chunk expects `chunks` to be greater than 0, got: \(chunks)")
        }
        let axis = try Shape.wrap(dim, rank: ndim, "chunk")
        let extent = shape[axis]
        if extent == 0 {
            try Tensor.requireReasonable(chunks, "chunk")
            return pieces([Int](repeating: 0, count: chunks), axis, "SplitWithSizesBackward0")
        }
        return try split((extent - 1) / chunks + 1, dim: axis)
    }

    /// Exactly `sections` pieces along a dimension, the first ones larger by one where it doesn't divide evenly; views.
    ///
    /// - Throws: `TensorError` for less than one section, or when there is no such dimension.
    /// - Source: `torch.tensor_split`.
    public func tensorSplit(_ sections: Int, dim: Int = 0) throws -> [Tensor] {
        let dim = try tensorSplitDim(dim)
        guard sections > 0 else {
            throw TensorError("tensor_split", "number of sections must be larger than 0, got \(sections)")
        }
        try Tensor.requireReasonable(sections, "tensor_split")
        let (size, larger) = shape[dim].quotientAndRemainder(dividingBy: sections)
        return (0..<sections).map { index in
            let start = index * size + Swift.min(index, larger)
            return sliced(dim, first: start, count: size + (index < larger ? 1 : 0), step: 1)
        }
    }

    /// The pieces between these positions of a dimension, one more than there are positions; views.
    ///
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.tensor_split`.
    public func tensorSplit(_ positions: [Int], dim: Int = 0) throws -> [Tensor] {
        let dim = try tensorSplitDim(dim)
        let starts = [0] + positions
        return try starts.enumerated().map { index, start in
            try slice(dim: dim, from: start, to: index < positions.count ? positions[index] : shape[dim])
        }
    }

    /// The positions of a dimension one by one, without that dimension; views.
    ///
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.unbind`.
    public func unbind(dim: Int = 0) throws -> [Tensor] {
        try validate()
        guard ndim > 0 else {
            throw TensorError(.index, "unbind", "Dimension specified as 0 but tensor has no dimensions")
        }
        let dim = try Shape.wrap(dim, rank: ndim, "unbind")
        let views = (0..<shape[dim]).map { detach().selected(dim, $0) }
        let shapes = views.map(\.shape)
        return Tensor.recorded("UnbindBackward0", outputs: views, [self], saves: false) { gradients, _ in
            [try Tensor.stack(Tensor.filledIn(gradients, shapes), dim: dim)]
        }
    }
}

extension Tensor {
    private func tensorSplitDim(_ dim: Int) throws -> Int {
        try validate()
        guard ndim > 0 else {
            throw TensorError(
                "tensor_split", "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims")
        }
        return try Shape.wrap(dim, rank: ndim, "tensor_split")
    }

    /// Consecutive views of these extents, as one operation: their gradients are joined once instead of being added up.
    private func pieces(_ sizes: [Int], _ dim: Int, _ name: String) -> [Tensor] {
        var start = 0
        let views = sizes.map { size in
            defer { start += size }
            return detach().sliced(dim, first: start, count: size, step: 1)
        }
        let shapes = views.map(\.shape)
        return Tensor.recorded(name, outputs: views, [self], saves: false) { gradients, _ in
            [try Tensor.cat(Tensor.filledIn(gradients, shapes), dim: dim)]
        }
    }

    /// Gradients with zeros for the results that nothing used.
    private static func filledIn(_ gradients: [Tensor?], _ shapes: [[Int]]) -> [Tensor] {
        guard let model = gradients.lazy.compactMap({ $0 }).first else { return [] }
        return zip(gradients, shapes).map { $0 ?? zeros($1, like: model) }
    }

    /// Refuses to make more tensors than any program could want, before the list of them fills the memory.
    private static func requireReasonable(_ count: Int, _ operation: String) throws {
        guard count <= 1 << 24 else {
            throw TensorError(.memory, operation, "\(count) tensors are more than memory can hold")
        }
    }
}
