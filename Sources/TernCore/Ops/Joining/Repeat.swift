import CTernKernels

extension Tensor {
    /// This tensor laid out like tiles, `counts[d]` times along each dimension.
    ///
    /// - Parameter counts: at least one number for each dimension; further ones in front add dimensions.
    /// - Throws: `TensorError` for too few or negative counts.
    /// - Source: `torch.Tensor.repeat`.
    public func `repeat`(_ counts: [Int]) throws -> Tensor {
        try validate()
        let missing = counts.count - ndim
        guard missing >= 0 else {
            throw TensorError(
                "repeat",
                "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor",
                shapes: ["self": shape, "repeats": counts])
        }
        let padded = [Int](repeating: 1, count: missing) + shape
        let target = zip(counts, padded).map { count, extent in
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            return overflow ? Int.max : product
        }
        _ = try Shape.elementCount(target, "repeat")
        // Each dimension becomes two, of which the outer one is repeated without copying; making them one again copies.
        let pairs = padded.flatMap { [1, $0] }
        let repeated = zip(counts, padded).flatMap { [$0, $1] }
        let view = try detach().reshape(pairs).expand(repeated)
        let y = try view.copiedContiguous("repeat").reshape(target)
        let original = shape
        return y.recorded("RepeatBackward0", self, saves: false) { dy in
            let copies = (0..<padded.count).map { $0 * 2 }
            if copies.isEmpty { return dy }
            return try dy.reshape(repeated).sum(dim: copies).reshape(original)
        }
    }

    /// Tiles as `repeat([Int])`.
    public func `repeat`(_ counts: Int...) throws -> Tensor { try `repeat`(counts) }

    /// As `repeat`, but counts for leading dimensions may be left out.
    ///
    /// - Throws: `TensorError` for negative counts.
    /// - Source: `torch.tile`.
    public func tile(_ counts: [Int]) throws -> Tensor {
        try `repeat`([Int](repeating: 1, count: Swift.max(ndim - counts.count, 0)) + counts)
    }

    /// Tiles as `tile([Int])`.
    public func tile(_ counts: Int...) throws -> Tensor { try tile(counts) }

    /// Every position of a dimension `repeats` times in a row.
    ///
    /// - Parameters:
    ///   - repeats: how often.
    ///   - dim: the dimension; nil repeats the elements of the flattened tensor. Default nil.
    /// - Throws: `TensorError` for a negative number or when there is no such dimension.
    /// - Source: `torch.repeat_interleave`.
    public func repeatInterleave(_ repeats: Int, dim: Int? = nil) throws -> Tensor {
        try validate()
        guard repeats >= 0 else { throw TensorError("repeat_interleave", "Repeats must be non-negative") }
        guard let dim, ndim > 0 else {
            _ = try dim.map { try Shape.wrap($0, rank: ndim, "repeat_interleave") }
            return try flatten().repeatInterleave(repeats, dim: 0)
        }
        let axis = try Shape.wrap(dim, rank: ndim, "repeat_interleave")
        let pair = [shape[axis], repeats]
        let head = Array(shape[..<axis])
        let tail = Array(shape[(axis + 1)...])
        let view = try detach().unsqueeze(axis + 1).expand(head + pair + tail)
        let extent = pair[0] * pair[1]
        let y = try view.copiedContiguous("repeat_interleave").reshape(head + [extent] + tail)
        return y.recorded("ViewBackward0", self, saves: false) {
            try $0.reshape(head + pair + tail).sum(dim: axis + 1)
        }
    }

    /// Each position of a dimension as often in a row as its own number says.
    ///
    /// - Parameters:
    ///   - repeats: a vector of int64 or int32, one for each position, or a single number for all.
    ///   - dim: the dimension; nil repeats the elements of the flattened tensor. Default nil.
    /// - Throws: `TensorError` for negative numbers, a vector of another length, or when there is no such dimension.
    /// - Source: `torch.repeat_interleave`.
    public func repeatInterleave(_ repeats: Tensor, dim: Int? = nil) throws -> Tensor {
        try validate()
        try repeats.validate()
        guard let dim, ndim > 0 else {
            _ = try dim.map { try Shape.wrap($0, rank: ndim, "repeat_interleave") }
            return try flatten().repeatInterleave(repeats, dim: 0)
        }
        let axis = try Shape.wrap(dim, rank: ndim, "repeat_interleave")
        guard repeats.ndim <= 1 else {
            throw TensorError("repeat_interleave", "repeats must be 0-dim or 1-dim tensor")
        }
        let isShared = repeats.count == 1
        guard isShared || repeats.count == shape[axis] else {
            throw TensorError(
                "repeat_interleave",
                "repeats must have the same size as input along dim, but got repeats.size(0) = \(repeats.count) and input.size(\(axis)) = \(shape[axis])"
            )
        }
        let each = isShared ? try repeats.reshape([1]).expand([shape[axis]]) : repeats
        return try picked(along: axis, each.runs(), "IndexSelectBackward0")
    }

    /// `0, 1, 2, …`, each as often as these counts say: the index list behind `repeatInterleave`.
    ///
    /// - Source: `torch.repeat_interleave` of the counts alone.
    private func runs() throws -> Tensor {
        try requireIndexType(
            TensorError(
                .notImplemented, "repeat_interleave",
                "\"repeat_interleave_cpu\" not implemented for '\(dtype.scalarTypeName)'"))
        let counts = try detach().to(.int64).contiguousWithoutHistory()
        guard count > 0 else { return counts }
        let bounds = withExtendedLifetime(counts) { backend.offsetBounds(counts.operand, count: count) }
        guard bounds.lowerBound >= 0 else {
            throw TensorError("repeat_interleave", "repeats can not be negative")
        }
        let total = try counts.sum().item(as: Int.self)
        let limit = Double(bounds.upperBound) * Double(count)
        guard total >= 0, limit < 0x1p62 || total >= bounds.upperBound else {
            throw TensorError("repeat_interleave", "Storage size calculation overflowed with sizes=[\(total)]")
        }
        // A mark where each run but the first begins; running sums over the marks number the runs. Runs of length 0
        // put several marks on one place, and the last ones one behind the end.
        let starts = try counts.runningSum().narrow(0, start: 0, length: count - 1)
        let marks = try uninitializedLike(shape: [total + 1], dtype: .int64, zeroed: true, "repeat_interleave")
        let ones = Tensor.ones([count - 1], dtype: .int64, device: device)
        try marks.put(ones, at: Places(starts, block: 1), accumulate: true)
        return try marks.runningSum().narrow(0, start: 0, length: total)
    }

    private func runningSum() throws -> Tensor {
        let result = try uninitializedLike("cumsum")
        backend.scan(TERN_CUMSUM, shape, result.operand, operand)
        return result
    }
}
