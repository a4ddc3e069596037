import CTernKernels

extension Tensor {
    /// The sum over dimensions. Integers and bool add up in int64.
    ///
    /// - Parameters:
    ///   - dims: dimensions to add along; none means all.
    ///   - keepDim: keep them with size 1. Default false.
    ///   - dtype: type to convert to before adding. Default none.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.sum`.
    public func sum(dim dims: [Int], keepDim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        try summed(dims, keepDim, dtype, "SumBackward1")
    }

    /// The sum along one dimension; see `sum(dim: [Int])`.
    public func sum(dim: Int, keepDim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        try sum(dim: [dim], keepDim: keepDim, dtype: dtype)
    }

    /// The sum of all elements, a 0-dim tensor.
    ///
    /// - Parameter dtype: type to convert to before adding. Default none.
    public func sum(dtype: DType? = nil) -> Tensor {
        Tensor.deferringErrors { try summed([], false, dtype, "SumBackward0") }
    }

    private func summed(_ dims: [Int], _ keepDim: Bool, _ dtype: DType?, _ nodeName: String) throws -> Tensor {
        try validate()
        let x = try dtype.map { try to($0) } ?? self
        let plan = try ReductionPlan(x.shape, dims, keepDim, "sum")
        let y = try plan.run(TERN_SUM, x, resultType: dtype ?? x.dtype.accumulated)
        return y.recorded(nodeName, x, saves: false) { try plan.spread($0) }
    }
}

extension DType {
    /// The type that sums and products have: integers and bool add up in int64.
    var accumulated: DType { isFloatingPoint ? self : .int64 }
}
