import TernCore

extension F {
    /// a * sigmoid(b), where a and b are the halves of x along `dim`.
    ///
    /// Shapes: […, 2n, …] -> […, n, …].
    ///
    /// - Parameter dim: the dimension to halve. Default -1.
    /// - Throws: `TensorError` when there is no such dimension, its size is odd, or for integers and bool.
    /// - Source: `torch.nn.functional.glu`; Y. Dauphin et al., ICML 2017.
    public static func glu(_ x: Tensor, dim: Int = -1) throws -> Tensor {
        try x.validate()
        guard x.ndim > 0 else {
            throw TensorError("glu", "glu does not support scalars because halving size must be even")
        }
        let dim = try x.wrapped(dim, "glu")
        let size = x.shape[dim]
        guard size.isMultiple(of: 2) else {
            throw TensorError("glu", "Halving dimension must be even, but dimension \(dim) is size \(size)")
        }
        func halves(_ x: Tensor) throws -> (Tensor, Tensor) {
            (try x.slice(dim: dim, to: size / 2), try x.slice(dim: dim, from: size / 2))
        }
        return try ActivationRule(
            kernel: "glu_cpu", nodeName: "GluBackward0",
            value: { x in
                let (a, b) = try halves(x)
                return try a.mul(b.sigmoid())
            },
            gradient: { dy, x in
                let (a, b) = try halves(x)
                let gate = b.sigmoid()
                let first = try dy.mul(gate)
                return try Tensor.cat([first, first.mul(a).mul(1 - gate)], dim: dim)
            }
        )(x)
    }
}
