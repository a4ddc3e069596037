import CTernKernels

extension Tensor {
    /// The largest element so far along a dimension, and where it is; the last of equal ones. NaN wins over every
    /// number.
    ///
    /// - Parameter dim: dimension to run along.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.cummax`.
    public func cummax(dim: Int) throws -> (values: Tensor, indices: Tensor) {
        try runningExtreme(TERN_CUMMAX, dim, "cummax", "CummaxBackward0")
    }

    /// The smallest element so far along a dimension, and where it is; the last of equal ones. NaN wins over every
    /// number.
    ///
    /// - Parameter dim: dimension to run along.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.cummin`.
    public func cummin(dim: Int) throws -> (values: Tensor, indices: Tensor) {
        try runningExtreme(TERN_CUMMIN, dim, "cummin", "CumminBackward0")
    }

    private func runningExtreme(
        _ op: ScanOp, _ dim: Int, _ operation: String, _ nodeName: String
    ) throws -> (values: Tensor, indices: Tensor) {
        try validate()
        guard ndim > 0 || dim == 0 || dim == -1 else {
            throw TensorError(
                .index, operation, "\(operation)(): Expected reduction dim -1 or 0 for scalar but got \(dim)")
        }
        let dim = try wrapped(dim, operation)
        let x = detach()
        let values = try x.scanned(op, dim, operation)
        // A position where the running value is the element's own is the newest winner.
        let isWinner = try x.eq(values).logicalOr(x.isNaN())
        let positions = try Tensor.positions(along: dim, of: shape, on: device)
        let indices = try positions.mul(isWinner).scanned(TERN_CUMMAX, dim, operation)
        return try selected(values, at: indices, dim, keepDim: true, nodeName)
    }

    /// 0, 1, 2, … along a dimension, shaped to broadcast against `shape`.
    static func positions(along dim: Int, of shape: [Int], on device: Device) throws -> Tensor {
        if shape.isEmpty { return zeros([], dtype: .int64, device: device) }
        var place = shape.map { _ in 1 }
        place[dim] = shape[dim]
        return try arange(shape[dim], dtype: .int64, device: device).reshape(place)
    }
}
