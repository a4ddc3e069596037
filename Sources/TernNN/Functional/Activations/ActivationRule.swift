import TernCore

/// A function of each element that is one operation on the tape, under torch's name for it.
///
/// The value is computed without history, and its steps round once: half types go through float32, as in torch's kernels.
struct ActivationRule {
    /// Torch's name for the kernel, which it shows when a type is refused.
    var kernel: String
    /// Torch's name for the node.
    var nodeName: String
    /// y from x.
    var value: (_ x: Tensor) throws -> Tensor
    /// dx from dy and x, written with differentiable operations.
    var gradient: (_ dy: Tensor, _ x: Tensor) throws -> Tensor

    /// The function of x; integers and bool are refused.
    func callAsFunction(_ x: Tensor) throws -> Tensor {
        try x.validate()
        guard x.dtype.isFloatingPoint else { throw x.unsupported(kernel) }
        return try recorded(x)
    }

    /// The function of x, whatever its type.
    func recorded(_ x: Tensor) throws -> Tensor {
        let y = try x.detach().computedWidely(value)
        guard Tensor.needsGrad(x) else { return y }
        let wide = x.wideType
        return y.recorded(nodeName, x) { dy in try gradient(dy.to(wide), x.to(wide)).to(dy.dtype) }
    }
}

extension Tensor {
    /// This tensor where the mask is false, 0 where it is true.
    func zeroed(where mask: Tensor) throws -> Tensor {
        try Tensor.where(mask, Tensor.zeros([], dtype: dtype, device: device), self)
    }
}
