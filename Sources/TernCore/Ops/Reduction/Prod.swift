import CTernKernels

extension Tensor {
    /// The product along one dimension. Integers and bool multiply in int64.
    ///
    /// - Parameters:
    ///   - dim: dimension to multiply along.
    ///   - keepDim: keep it with size 1. Default false.
    ///   - dtype: type to convert to before multiplying. Default none.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.prod`.
    public func prod(dim: Int, keepDim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        try multiplied([dim], keepDim, dtype, "ProdBackward1")
    }

    /// The product of all elements, a 0-dim tensor.
    ///
    /// - Parameter dtype: type to convert to before multiplying. Default none.
    public func prod(dtype: DType? = nil) -> Tensor {
        Tensor.deferringErrors { try multiplied([], false, dtype, "ProdBackward0") }
    }

    private func multiplied(_ dims: [Int], _ keepDim: Bool, _ dtype: DType?, _ nodeName: String) throws -> Tensor {
        try validate()
        let x = try dtype.map { try to($0) } ?? self
        let plan = try ReductionPlan(x.shape, dims, keepDim, "prod")
        let y = try plan.run(TERN_PROD, x, resultType: dtype ?? x.dtype.accumulated)
        guard Tensor.needsGrad(x) else { return y }
        return y.recorded(nodeName, [x]) { dy, node in
            let others = try x.productsOfOthers(plan, product: y.attached(to: node))
            return [try plan.restored(dy).mul(others)]
        }
    }

    /// For each element, the product of the others that are reduced with it.
    ///
    /// The product divided by the element, where no zero is among them. One zero leaves only its own place with
    /// something else than zero: the product of the rest. That shortcut has a wrong slope, so a recorded computation
    /// with zeros multiplies the others out.
    private func productsOfOthers(_ plan: ReductionPlan, product: Tensor) throws -> Tensor {
        let isZero = detach() .== 0
        guard try isZero.any().item(as: Bool.self) else { return try plan.restored(product).div(self) }
        if Tensor.needsGrad(self) { return try multipliedOut(plan) }
        let ones = Tensor.ones([], dtype: dtype, device: device)
        let zeros = Tensor.zeros([], dtype: dtype, device: device)
        let zeroCount = try isZero.sum(dim: plan.dims, keepDim: true)
        let filled = try Tensor.where(isZero, ones, self)
        let rest = try plan.restored(plan.run(TERN_PROD, filled, resultType: dtype))
        let alone = try isZero.logicalAnd(zeroCount .== 1)
        return try Tensor.where(zeroCount .== 0, rest.div(filled), Tensor.where(alone, rest, zeros))
    }

    /// The same by n products of n - 1 factors each.
    private func multipliedOut(_ plan: ReductionPlan) throws -> Tensor {
        let n = plan.reducedCount
        let moved = try moveDims(plan.dims, to: Array((ndim - plan.dims.count)..<ndim))
        let rows = try moved.reshape(Array(moved.shape.dropLast(plan.dims.count)) + [1, n])
        let isOwn = Tensor.eye(n, dtype: .bool, device: device)
        let others = try Tensor.where(isOwn, Tensor.ones([], dtype: dtype, device: device), rows)
        return try others.prod(dim: -1).reshape(moved.shape)
            .moveDims(Array((ndim - plan.dims.count)..<ndim), to: plan.dims)
    }
}
