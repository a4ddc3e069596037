import TernCore

extension F {
    /// y = x * weight^T + bias.
    ///
    /// Shapes: x […, in]; weight [out, in]; bias [out] -> […, out].
    ///
    /// - Throws: `TensorError` in torch's words for shapes or types that don't fit.
    /// - Source: `torch.nn.functional.linear`.
    public static func linear(_ x: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) throws -> Tensor {
        try Tensor.linear(x, weight, bias)
    }
}
