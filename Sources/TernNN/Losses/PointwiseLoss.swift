import TernCore

/// A loss of each element of an input against the same one of a target, recorded as one operation.
struct PointwiseLoss {
    /// Torch's name for the operation: `MseLoss`.
    let name: String
    /// The losses of the elements.
    let value: (_ input: Tensor, _ target: Tensor) throws -> Tensor
    /// Their derivatives by input and target, made of differentiable operations.
    let slopes: (_ input: Tensor, _ target: Tensor) throws -> (Tensor, Tensor)
    /// Whether, as in torch, two types can be compared but not differentiated.
    var requiresOneTypeForGradients = false

    /// The reduced losses of tensors that broadcast against each other and promote each other's types.
    func callAsFunction(
        _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, kernel: String, _ reduction: Reduction
    ) throws -> Tensor {
        try reduction.checkPlain()
        let (x, t) = try PointwiseLoss.matched(input, target, kernel: kernel)
        var losses = try value(x.detach(), t.detach())
        if let weight { losses = try losses.mul(weight.detach()) }
        return try reduction.apply(to: losses).recorded("\(name)Backward0", [x, t]) { dy, _ in
            if requiresOneTypeForGradients, input.dtype != target.dtype {
                let (own, other) = input.requiresGrad ? (input, target) : (target, input)
                throw TensorError(
                    kernel, "Found dtype \(other.dtype.scalarTypeName) but expected \(own.dtype.scalarTypeName)",
                    hint: "convert one of them before the loss")
            }
            var share = try reduction == .none ? dy : dy.expand(x.shape)
            if reduction == .mean { share = share / x.count }
            if let weight { share = try share.mul(weight) }
            let (dx, dt) = try slopes(x, t)
            return [
                x.requiresGrad ? try dx.mul(share).to(x.dtype) : nil,
                t.requiresGrad ? try dt.mul(share).to(t.dtype) : nil,
            ]
        }
    }

    /// Both in one shape and type.
    static func matched(_ input: Tensor, _ target: Tensor, kernel: String) throws -> (Tensor, Tensor) {
        for tensor in [input, target] { try tensor.validate() }
        let shape = try Shape.broadcast(input.shape, target.shape, kernel)
        let dtype = DType.resultType(input, target)
        let x = try input.expand(shape).to(dtype)
        guard dtype.isFloatingPoint else { throw x.unsupported(kernel) }
        return (x, try target.expand(shape).to(dtype))
    }
}
