extension Tensor {
    /// A vector as the diagonal of a matrix of zeros; the diagonal of a matrix as a vector.
    ///
    /// - Parameter diagonal: which one; 0 is the main one, positive ones lie above it. Default 0.
    /// - Throws: `TensorError` for other ranks.
    /// - Source: `torch.diag`.
    public func diag(_ diagonal: Int = 0) throws -> Tensor {
        try validate()
        switch ndim {
        case 1: return try diagEmbed(offset: diagonal)
        case 2: return try self.diagonal(offset: diagonal)
        default: throw TensorError("diag", "diag(): Supports 1D or 2D tensors. Got \(ndim)D")
        }
    }

    /// The last dimension as a diagonal of new matrices of zeros.
    ///
    /// - Parameters:
    ///   - offset: which diagonal; 0 is the main one, positive ones lie above it. Default 0.
    ///   - dim1: where the result has the matrices' rows. Default the second to last.
    ///   - dim2: where it has their columns. Default the last.
    /// - Throws: `TensorError` when there are no such dimensions.
    /// - Source: `torch.diag_embed`.
    public func diagEmbed(offset: Int = 0, dim1: Int = -2, dim2: Int = -1) throws -> Tensor {
        try validate()
        // A 0-dim tensor has no dimension to make a diagonal of.
        let rank = ndim == 0 ? 1 : ndim + 1
        let row = try Shape.wrap(dim1, rank: rank, "diag_embed")
        let column = try Shape.wrap(dim2, rank: rank, "diag_embed")
        guard row != column else {
            throw TensorError("diag_embed", "diagonal dimensions cannot be identical \(dim1), \(dim2)")
        }
        let length = shape[ndim - 1]
        let (size, overflow) = length.addingReportingOverflow(Int(clamping: offset.magnitude))
        guard !overflow else { throw TensorError("diag_embed", "offset \(offset) is out of range") }
        var target = Array(shape.dropLast())
        for dim in [row, column].sorted() { target.insert(size, at: dim) }
        _ = try Shape.elementCount(target, "diag_embed")
        let region = StridedRegion(diagonalOf: target, row, column, offset: offset, length: length)
        let y = try detach().embedded(in: target, region)
        return y.recorded("DiagEmbedBackward0", self, saves: false) { dy in
            try dy.diagonal(offset: offset, dim1: row, dim2: column)
        }
    }

    /// The sum of a matrix's main diagonal. Integers add up in int64.
    ///
    /// - Throws: `TensorError` for other ranks, or for bool.
    /// - Source: `torch.trace`.
    public func trace() throws -> Tensor {
        try validate()
        guard ndim == 2 else {
            throw TensorError("trace", "trace: expected a matrix, but got tensor with dim \(ndim)")
        }
        try requireNumbers("trace")
        let source = shape
        let y = try detach().diagonal().sum()
        return y.recorded("TraceBackward0", self, saves: false) { dy in
            let length = Swift.min(source[0], source[1])
            let region = StridedRegion(diagonalOf: source, 0, 1, offset: 0, length: length)
            return try dy.expand([length]).embedded(in: source, region)
        }
    }
}

extension StridedRegion {
    /// A diagonal of the matrices in dimensions `row` and `column` of a shape, as a last dimension.
    fileprivate init(diagonalOf shape: [Int], _ row: Int, _ column: Int, offset: Int, length: Int) {
        let strides = Shape.contiguousStrides(shape)
        let others = shape.indices.filter { $0 != row && $0 != column }
        let start = offset < 0 ? (0 &- offset) &* strides[row] : offset &* strides[column]
        self.init(
            shape: others.map { shape[$0] } + [length],
            steps: others.map { strides[$0] } + [strides[row] + strides[column]],
            start: length == 0 ? 0 : start)
    }
}
