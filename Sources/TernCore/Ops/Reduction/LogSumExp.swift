import CTernKernels

extension Tensor {
    /// ln(sum(e^x)) over dimensions, without overflow. Integers and bool become float32 first.
    ///
    /// - Parameters:
    ///   - dims: dimensions to add along.
    ///   - keepDim: keep them with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.logsumexp`.
    public func logSumExp(dim dims: [Int], keepDim: Bool = false) throws -> Tensor {
        try validate()
        if dims.isEmpty, ndim > 0, !keepDim {
            throw TensorError(
                "logsumexp", "output with shape [] doesn't match the broadcast shape \(shape.map { _ in 1 })",
                hint: "name the dimensions: dim: Array(0..<x.ndim) takes all")
        }
        let x = dtype.isFloatingPoint ? self : try to(.float32)
        let plan = try ReductionPlan(shape, dims, keepDim, "logsumexp")
        let y = try plan.logSumExp(x.detach())
        guard Tensor.needsGrad(x) else { return y }
        return y.recorded("LogsumexpBackward0", [x]) { dy, node in
            let share = try x.sub(plan.restored(y.attached(to: node))).exp()
            return [try plan.restored(dy).mul(share)]
        }
    }

    /// ln(sum(e^x)) along one dimension; see `logSumExp(dim: [Int])`.
    public func logSumExp(dim: Int, keepDim: Bool = false) throws -> Tensor {
        try logSumExp(dim: [dim], keepDim: keepDim)
    }
}

extension ReductionPlan {
    /// ln(sum(e^x)): relative to the largest element, so that no power overflows.
    fileprivate func logSumExp(_ x: Tensor) throws -> Tensor {
        guard Shape.count(shape) > 0 else { return try run(TERN_SUM, x.exp(), resultType: x.dtype).log() }
        let largest = try run(TERN_MAX, x, resultType: x.dtype)
        // An infinite one is no reference: inf - inf has no value.
        let reference = try largest.maskedFill(largest.isInf(), 0)
        let powers = try x.sub(restored(reference)).exp()
        return try run(TERN_SUM, powers, resultType: x.dtype).log().add(reference)
    }
}
