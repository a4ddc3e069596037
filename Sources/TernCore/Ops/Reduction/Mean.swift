import CTernKernels

extension Tensor {
    /// The mean over dimensions; NaN where there is no element.
    ///
    /// - Parameters:
    ///   - dims: dimensions to average along; none means all.
    ///   - keepDim: keep them with size 1. Default false.
    ///   - dtype: floating-point type to convert to first. Default none.
    /// - Throws: `TensorError` when there is no such dimension, and for integers and bool without `dtype`.
    /// - Source: `torch.mean`.
    public func mean(dim dims: [Int], keepDim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        try averaged(dims, keepDim, dtype, "MeanBackward1")
    }

    /// The mean along one dimension; see `mean(dim: [Int])`.
    public func mean(dim: Int, keepDim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        try mean(dim: [dim], keepDim: keepDim, dtype: dtype)
    }

    /// The mean of all elements, a 0-dim tensor. Not of integers or bool without `dtype`.
    ///
    /// - Parameter dtype: floating-point type to convert to first. Default none.
    public func mean(dtype: DType? = nil) -> Tensor {
        Tensor.deferringErrors { try averaged([], false, dtype, "MeanBackward0") }
    }

    private func averaged(_ dims: [Int], _ keepDim: Bool, _ dtype: DType?, _ nodeName: String) throws -> Tensor {
        try validate()
        let type = dtype ?? self.dtype
        guard type.isFloatingPoint else {
            let subject = dtype == nil ? "Input dtype" : "Optional dtype"
            throw TensorError(
                .notImplemented, "mean",
                "mean(): could not infer output dtype. \(subject) must be either a floating point or complex dtype. Got: \(type.scalarTypeName)",
                hint: "pass dtype: .float32")
        }
        let x = try to(type)
        let plan = try ReductionPlan(shape, dims, keepDim, "mean")
        let y = try plan.run(TERN_MEAN, x, resultType: type)
        return y.recorded(nodeName, x, saves: false) { try plan.spread($0 / plan.reducedCount) }
    }
}

extension Tensor {
    /// The sum over dimensions, with NaN counted as 0.
    ///
    /// - Parameters:
    ///   - dims: dimensions to add along; none means all.
    ///   - keepDim: keep them with size 1. Default false.
    ///   - dtype: type to convert to before adding. Default none.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.nansum`.
    public func nanSum(dim dims: [Int], keepDim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        try validate()
        let x = try dtype.map { try to($0) } ?? self
        guard x.dtype.isFloatingPoint else { return try x.sum(dim: dims, keepDim: keepDim, dtype: dtype) }
        let isMissing = x.detach().isNaN()
        let plan = try ReductionPlan(x.shape, dims, keepDim, "nansum")
        let y = try plan.run(TERN_SUM, x.detach().maskedFill(isMissing, 0), resultType: x.dtype)
        return y.recorded("NansumBackward0", x) { try plan.spread($0).mul(isMissing.logicalNot()) }
    }

    /// The sum along one dimension, with NaN counted as 0.
    public func nanSum(dim: Int, keepDim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        try nanSum(dim: [dim], keepDim: keepDim, dtype: dtype)
    }

    /// The sum of all elements that are not NaN.
    public func nanSum(dtype: DType? = nil) -> Tensor { Tensor.deferringErrors { try nanSum(dim: [], dtype: dtype) } }

    /// The mean of the elements that are not NaN, over dimensions; NaN where there is none.
    ///
    /// - Parameters:
    ///   - dims: dimensions to average along; none means all.
    ///   - keepDim: keep them with size 1. Default false.
    ///   - dtype: floating-point type to convert to first. Default none.
    /// - Throws: `TensorError` when there is no such dimension, and for integers and bool.
    /// - Source: `torch.nanmean`.
    public func nanMean(dim dims: [Int], keepDim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        try validate()
        guard self.dtype.isFloatingPoint else {
            throw TensorError(
                .notImplemented, "nanmean",
                "nanmean(): expected input to have floating point or complex dtype but got \(self.dtype.scalarTypeName)"
            )
        }
        let present = try detach().isNaN().logicalNot().sum(dim: dims, keepDim: keepDim)
        return try nanSum(dim: dims, keepDim: keepDim, dtype: dtype).div(present)
    }

    /// The mean along one dimension of the elements that are not NaN.
    public func nanMean(dim: Int, keepDim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        try nanMean(dim: [dim], keepDim: keepDim, dtype: dtype)
    }

    /// The mean of all elements that are not NaN.
    public func nanMean(dtype: DType? = nil) -> Tensor { Tensor.deferringErrors { try nanMean(dim: [], dtype: dtype) } }
}
