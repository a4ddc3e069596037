extension Tensor {
    /// x @ weight^T + bias: what a fully connected layer computes. [..., k], [m, k], [m] -> [..., m].
    ///
    /// - Parameters:
    ///   - x: any number of rows of k features.
    ///   - weight: m rows of k weights; a single row of shape [k], without bias, gives [...].
    ///   - bias: one number for each output feature. Default none.
    /// - Throws: `TensorError` where ranks, types or sizes don't fit.
    /// - Source: `torch.nn.functional.linear`.
    public static func linear(_ x: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) throws -> Tensor {
        try x.requireValid(with: weight, "linear")
        guard x.ndim > 0, weight.ndim > 0 else {
            throw TensorError(
                "linear",
                "both arguments to linear need to be at least 1D, but they are \(x.ndim)D and \(weight.ndim)D")
        }
        let columns = try weight.t()
        guard let bias else { return try x.matmul(columns) }
        if x.ndim == 2 { return try bias.addmm(x, columns) }
        // One matrix for all rows, while a bias is one row.
        guard bias.ndim == 1 else { return try x.matmul(columns).add(bias) }
        let leading = Array(x.shape.dropLast())
        let rows = try x.reshape([Shape.count(leading), x.shape[x.ndim - 1]])
        return try bias.addmm(rows, columns).unsafeView(leading + [weight.shape[0]])
    }
}
