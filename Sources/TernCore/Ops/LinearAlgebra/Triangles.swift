extension Tensor {
    /// The matrix (or each of a batch) with zeros below a diagonal.
    ///
    /// - Parameter diagonal: the diagonal to keep from; 0 is the main one, positive ones lie above it. Default 0.
    /// - Throws: `TensorError` for fewer than two dimensions.
    /// - Source: `torch.triu`.
    public func triu(diagonal: Int = 0) throws -> Tensor {
        try triangle("triu", "TriuBackward0", diagonal) { row, column in try column.ge(row) }
    }

    /// The matrix (or each of a batch) with zeros above a diagonal.
    ///
    /// - Parameter diagonal: the diagonal to keep up to; 0 is the main one, positive ones lie above it. Default 0.
    /// - Throws: `TensorError` for fewer than two dimensions.
    /// - Source: `torch.tril`.
    public func tril(diagonal: Int = 0) throws -> Tensor {
        try triangle("tril", "TrilBackward0", diagonal) { row, column in try column.le(row) }
    }

    /// - Parameter isKept: from where the diagonal crosses a row, and the columns.
    private func triangle(
        _ operation: String, _ nodeName: String, _ diagonal: Int,
        isKept: @escaping (_ row: Tensor, _ column: Tensor) throws -> Tensor
    ) throws -> Tensor {
        try validate()
        guard ndim >= 2 else {
            throw TensorError(operation, "\(operation): input tensor must have at least 2 dimensions")
        }
        let (rows, columns) = (shape[ndim - 2], shape[ndim - 1])
        let offset = Swift.min(Swift.max(diagonal, -rows), columns)
        let crossings = try Tensor.arange(rows, dtype: .int64, device: device).add(offset).unsqueeze(1)
        let mask = try isKept(crossings, Tensor.arange(columns, dtype: .int64, device: device))
        let y = try Tensor.where(mask, detach(), Tensor.zeros([], dtype: dtype, device: device))
        return y.recorded(nodeName, self, saves: false) { dy in
            try dy.triangle(operation, nodeName, diagonal, isKept: isKept)
        }
    }
}
