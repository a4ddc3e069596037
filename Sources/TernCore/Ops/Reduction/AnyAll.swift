import CTernKernels

extension Tensor {
    /// Whether any element is non-zero, along dimensions.
    ///
    /// - Parameters:
    ///   - dims: dimensions to look along; with none, as in torch, each element is looked at alone.
    ///   - keepDim: keep them with size 1. Default false.
    /// - Source: `torch.any`.
    public func any(dim dims: [Int], keepDim: Bool = false) throws -> Tensor {
        try truth(TERN_ANY, dims, keepDim, "any")
    }
    /// Whether any element along one dimension is non-zero.
    public func any(dim: Int, keepDim: Bool = false) throws -> Tensor { try any(dim: [dim], keepDim: keepDim) }
    /// Whether any element is non-zero.
    public func any() -> Tensor { Tensor.deferringErrors { try any(dim: Array(0..<ndim)) } }

    /// Whether all elements are non-zero, along dimensions; true where there is none.
    ///
    /// - Source: `torch.all`.
    public func all(dim dims: [Int], keepDim: Bool = false) throws -> Tensor {
        try truth(TERN_ALL, dims, keepDim, "all")
    }
    /// Whether all elements along one dimension are non-zero.
    public func all(dim: Int, keepDim: Bool = false) throws -> Tensor { try all(dim: [dim], keepDim: keepDim) }
    /// Whether all elements are non-zero.
    public func all() -> Tensor { Tensor.deferringErrors { try all(dim: Array(0..<ndim)) } }

    private func truth(_ op: ReduceOp, _ dims: [Int], _ keepDim: Bool, _ operation: String) throws -> Tensor {
        try validate()
        let plan = try ReductionPlan(shape, dims, keepDim, operation)
        // Torch answers uint8 with uint8.
        let type: DType = dtype == .uint8 ? .uint8 : .bool
        if dims.isEmpty, ndim > 0 { return try to(.bool).to(type) }
        return try plan.run(op, self, resultType: type)
    }
}
