import CTernKernels

extension Tensor {
    /// e^x / sum(e^x) along a dimension: positive numbers that add up to 1.
    ///
    /// - Parameters:
    ///   - dim: dimension to normalise along.
    ///   - dtype: floating-point type to convert to first. Default none.
    /// - Throws: `TensorError` when there is no such dimension, or for integers and bool without `dtype`.
    /// - Source: `torch.softmax`.
    public func softmax(dim: Int, dtype: DType? = nil) throws -> Tensor {
        let (x, dim) = try softmaxInput(dim, dtype, "softmax")
        let y = try x.detach().computedWidely { x in
            if let y = try x.fusedSoftmax(dim, isLog: false, "softmax") { return y }
            let powers = try x.shiftedBelowZero(dim).exp()
            return try powers.div(powers.sum(dim: dim, keepDim: true))
        }
        guard Tensor.needsGrad(x) else { return y }
        let wide = x.wideType
        return y.recorded("SoftmaxBackward0", [x]) { dy, node in
            if let dx = try y.fusedSoftmaxBackward(dy, dim, isLog: false) { return [dx] }
            let (gradient, result) = (try dy.to(wide), try y.attached(to: node).to(wide))
            let weighted = try gradient.mul(result)
            return [try weighted.sub(result.mul(weighted.sum(dim: dim, keepDim: true))).to(dy.dtype)]
        }
    }

    /// ln(softmax(x)) along a dimension, without loss where softmax is close to 0.
    ///
    /// - Parameters:
    ///   - dim: dimension to normalise along.
    ///   - dtype: floating-point type to convert to first. Default none.
    /// - Throws: `TensorError` when there is no such dimension, or for integers and bool without `dtype`.
    /// - Source: `torch.log_softmax`.
    public func logSoftmax(dim: Int, dtype: DType? = nil) throws -> Tensor {
        let (x, dim) = try softmaxInput(dim, dtype, "log_softmax")
        let y = try x.detach().computedWidely { x in
            if let y = try x.fusedSoftmax(dim, isLog: true, "log_softmax") { return y }
            let shifted = try x.shiftedBelowZero(dim)
            return try shifted.sub(shifted.exp().sum(dim: dim, keepDim: true).log())
        }
        guard Tensor.needsGrad(x) else { return y }
        let wide = x.wideType
        return y.recorded("LogSoftmaxBackward0", [x]) { dy, node in
            if let dx = try y.fusedSoftmaxBackward(dy, dim, isLog: true) { return [dx] }
            let (gradient, result) = (try dy.to(wide), try y.attached(to: node).to(wide))
            let share = try result.exp().mul(gradient.sum(dim: dim, keepDim: true))
            return [try gradient.sub(share).to(dy.dtype)]
        }
    }

    /// softmax(-x): the smallest elements get the largest shares.
    ///
    /// - Parameters:
    ///   - dim: dimension to normalise along.
    ///   - dtype: floating-point type to convert to first. Default none.
    /// - Throws: `TensorError` when there is no such dimension, or for integers and bool without `dtype`.
    /// - Source: `torch.nn.functional.softmin`.
    public func softmin(dim: Int, dtype: DType? = nil) throws -> Tensor { try neg().softmax(dim: dim, dtype: dtype) }

    /// The input in the type to compute in, and the dimension counted from the front.
    private func softmaxInput(_ dim: Int, _ dtype: DType?, _ operation: String) throws -> (Tensor, Int) {
        try validate()
        let x = try dtype.map { try to($0) } ?? self
        let dim = try wrapped(dim, operation)
        guard x.dtype.isFloatingPoint || x.count == 0 else {
            let kernel = dim == Swift.max(ndim, 1) - 1 ? "lastdim_kernel_impl" : "kernel_impl"
            throw x.unsupported("\(operation)_\(kernel)")
        }
        return (x, dim)
    }

    /// The whole computation by one kernel, where the device has one for this type and layout.
    private func fusedSoftmax(_ dim: Int, isLog: Bool, _ operation: String) throws -> Tensor? {
        guard dtype == .float32, count > 0, isContiguous else { return nil }
        let y = try uninitializedTwin(operation)
        let length = extent(dim)
        let inner = Shape.count(Array(shape.dropFirst(dim + 1)))
        let isDone = backend.softmax(
            isLog: isLog, outer: count / (length * inner), length: length, inner: inner, y.operand, operand)
        return isDone ? y : nil
    }

    /// The gradient by one kernel, where this is the result that `fusedSoftmax` can give. Not where the gradient itself is
    /// differentiated.
    private func fusedSoftmaxBackward(_ dy: Tensor, _ dim: Int, isLog: Bool) throws -> Tensor? {
        guard !GradientMode.isRecording, isMadeOfFloatRows(along: dim), dy.isMadeOfFloatRows(along: dim) else {
            return nil
        }
        let dx = try uninitializedLike(strides: strides, "softmax_backward")
        let length = shape.last ?? 1
        let isDone = backend.softmaxBackward(
            isLog: isLog, rows: count / length, length: length, dx.operand, dy.operand, operand)
        return isDone ? dx : nil
    }

    private func isMadeOfFloatRows(along dim: Int) -> Bool {
        dtype == .float32 && count > 0 && isContiguous && dim == Swift.max(ndim, 1) - 1
    }

    /// x minus its largest element along `dim`: no power of it overflows.
    private func shiftedBelowZero(_ dim: Int) throws -> Tensor {
        count == 0 ? self : try sub(amax(dim: dim, keepDim: true))
    }
}

extension Tensor {
    /// The type in which several steps round as little as one would: float32 for the half types.
    package var wideType: DType { dtype == .float16 || dtype == .bfloat16 ? .float32 : dtype }

    /// A computation of several steps on this tensor that rounds to its type once.
    package func computedWidely(_ body: (Tensor) throws -> Tensor) throws -> Tensor {
        try body(to(wideType)).to(dtype)
    }
}
