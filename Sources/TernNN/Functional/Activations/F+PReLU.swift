import TernCore

extension F {
    /// x where it is positive, weight * x elsewhere; see `Tensor.prelu`.
    ///
    /// - Throws: `TensorError` unless there is one weight, or one for each channel, of x's type.
    /// - Source: `torch.nn.functional.prelu`.
    public static func prelu(_ x: Tensor, _ weight: Tensor) throws -> Tensor { try x.prelu(weight) }
}

extension Tensor {
    /// self where it is positive, weight * self elsewhere.
    ///
    /// Shapes: self [N, C, …]; weight [1] or [C] -> [N, C, …].
    ///
    /// - Throws: `TensorError` unless there is one weight, or one for each channel, of this type.
    /// - Source: `torch.prelu`.
    public func prelu(_ weight: Tensor) throws -> Tensor {
        try checkPReLU(weight)
        var shape = [Int](repeating: 1, count: ndim)
        if ndim > 0, weight.count != 1 { shape[Swift.min(1, ndim - 1)] = weight.count }
        let slope = try weight.reshape(shape)
        let x = detach()
        let y = try Tensor.where(x .> 0, x, x.mul(slope.detach()))
        return y.recorded("PreluKernelBackward0", [self, slope]) { dy, _ in
            let isPositive = self .> 0
            return [
                requiresGrad ? try Tensor.where(isPositive, dy, dy.mul(slope)) : nil,
                slope.requiresGrad ? try dy.mul(self).zeroed(where: isPositive).summed(to: shape) : nil,
            ]
        }
    }

    private func checkPReLU(_ weight: Tensor) throws {
        try validate()
        try weight.validate()
        guard dtype == weight.dtype else {
            throw TensorError(
                "prelu",
                "prelu: Type promoting not supported. Got \(dtype.scalarTypeName) and \(weight.dtype.scalarTypeName)")
        }
        if weight.count != 1 {
            guard ndim > 0 else { throw TensorError("prelu", "Not allow zero-dim input tensor.") }
            let channels = ndim > 1 ? shape[1] : 1
            guard weight.count == channels else {
                throw TensorError(
                    "prelu",
                    "Mismatch of parameter numbers and input channel size. Found parameter numbers = \(weight.count) and channel size = \(channels).",
                    shapes: ["input": shape, "weight": weight.shape])
            }
        }
        guard weight.ndim <= 1 else {
            throw TensorError(
                "prelu", "prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = \(weight.ndim)")
        }
        guard dtype.isFloatingPoint else { throw unsupported("prelu_cpu") }
    }
}
