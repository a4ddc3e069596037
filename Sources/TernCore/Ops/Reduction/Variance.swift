import CTernKernels

// Variance and standard deviation. `correction` is what is taken off the number of elements in the divisor: 1
// (Bessel's) for the estimate from a sample, 0 for the variance of the elements themselves. Too few elements give NaN
// or infinity.

extension Tensor {
    /// The variance over dimensions: the mean squared distance from the mean.
    ///
    /// - Parameters:
    ///   - dims: dimensions to take together; none means all.
    ///   - correction: taken off the number of elements in the divisor. Default 1.
    ///   - keepDim: keep them with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension, or for integers and bool.
    /// - Source: `torch.var`.
    public func `var`(
        dim dims: [Int], correction: some ScalarConvertible = 1, keepDim: Bool = false
    ) throws -> Tensor {
        let spread = try Spread(self, dims, correction.scalar, keepDim, "var")
        let y = try spread.variance(of: self)
        return y.recorded("VarBackward0", self) { dy in try spread.varianceGradient(dy, self) }
    }
    /// The variance along one dimension; see `var(dim: [Int])`.
    public func `var`(dim: Int, correction: some ScalarConvertible = 1, keepDim: Bool = false) throws -> Tensor {
        try `var`(dim: [dim], correction: correction, keepDim: keepDim)
    }
    /// The variance of all elements, a 0-dim tensor.
    public func `var`(correction: some ScalarConvertible = 1) -> Tensor {
        Tensor.deferringErrors { try `var`(dim: [], correction: correction) }
    }

    /// The standard deviation over dimensions: the square root of the variance.
    ///
    /// - Parameters:
    ///   - dims: dimensions to take together; none means all.
    ///   - correction: taken off the number of elements in the divisor. Default 1.
    ///   - keepDim: keep them with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension, or for integers and bool.
    /// - Source: `torch.std`.
    public func std(
        dim dims: [Int], correction: some ScalarConvertible = 1, keepDim: Bool = false
    ) throws -> Tensor {
        let spread = try Spread(self, dims, correction.scalar, keepDim, "std")
        let y = try spread.deviation(of: self)
        guard Tensor.needsGrad(self) else { return y }
        return y.recorded("StdBackward0", [self]) { dy, node in
            [try spread.deviationGradient(dy, self, y.attached(to: node))]
        }
    }
    /// The standard deviation along one dimension; see `std(dim: [Int])`.
    public func std(dim: Int, correction: some ScalarConvertible = 1, keepDim: Bool = false) throws -> Tensor {
        try std(dim: [dim], correction: correction, keepDim: keepDim)
    }
    /// The standard deviation of all elements, a 0-dim tensor.
    public func std(correction: some ScalarConvertible = 1) -> Tensor {
        Tensor.deferringErrors { try std(dim: [], correction: correction) }
    }

    /// The variance and the mean over dimensions.
    ///
    /// - Parameters:
    ///   - dims: dimensions to take together; none means all. Default all.
    ///   - correction: taken off the number of elements in the variance's divisor. Default 1.
    ///   - keepDim: keep them with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension, or for integers and bool.
    /// - Source: `torch.var_mean`.
    public func varMean(
        dim dims: [Int] = [], correction: some ScalarConvertible = 1, keepDim: Bool = false
    ) throws -> (var: Tensor, mean: Tensor) {
        let spread = try Spread(self, dims, correction.scalar, keepDim, "var_mean")
        let results = [try spread.variance(of: self), try spread.mean(of: self)]
        let outputs = Tensor.recorded("VarMeanBackward0", outputs: results, [self]) { gradients, _ in
            let variance = try gradients[0].map { try spread.varianceGradient($0, self) }
            return [try spread.addMeanGradient(gradients[1], to: variance)]
        }
        return (outputs[0], outputs[1])
    }
    /// The variance and the mean along one dimension; see `varMean(dim: [Int])`.
    public func varMean(
        dim: Int, correction: some ScalarConvertible = 1, keepDim: Bool = false
    ) throws -> (var: Tensor, mean: Tensor) {
        try varMean(dim: [dim], correction: correction, keepDim: keepDim)
    }

    /// The standard deviation and the mean over dimensions; parameters as `varMean`.
    ///
    /// - Throws: `TensorError` when there is no such dimension, or for integers and bool.
    /// - Source: `torch.std_mean`.
    public func stdMean(
        dim dims: [Int] = [], correction: some ScalarConvertible = 1, keepDim: Bool = false
    ) throws -> (std: Tensor, mean: Tensor) {
        let spread = try Spread(self, dims, correction.scalar, keepDim, "std_mean")
        let results = [try spread.deviation(of: self), try spread.mean(of: self)]
        let outputs = Tensor.recorded("StdMeanBackward0", outputs: results, [self]) { gradients, node in
            let deviation = try gradients[0].map {
                try spread.deviationGradient($0, self, results[0].attached(to: node))
            }
            return [try spread.addMeanGradient(gradients[1], to: deviation)]
        }
        return (outputs[0], outputs[1])
    }
    /// The standard deviation and the mean along one dimension; see `stdMean(dim: [Int])`.
    public func stdMean(
        dim: Int, correction: some ScalarConvertible = 1, keepDim: Bool = false
    ) throws -> (std: Tensor, mean: Tensor) {
        try stdMean(dim: [dim], correction: correction, keepDim: keepDim)
    }
}

/// What variance, standard deviation and their pairs with the mean have in common.
private struct Spread {
    let plan: ReductionPlan
    let correction: Double
    /// Whether all elements are taken together: torch then handles too few of them differently in the gradient.
    let isOverAll: Bool

    init(_ x: Tensor, _ dims: [Int], _ correction: Scalar, _ keepDim: Bool, _ operation: String) throws {
        try x.validate()
        guard x.dtype.isFloatingPoint else {
            let subject = operation.hasSuffix("_mean") ? operation : "std and var"
            throw TensorError(
                .notImplemented, operation, "\(subject) only support floating point and complex dtypes",
                hint: "convert it first: x.to(.float32)")
        }
        plan = try ReductionPlan(x.shape, dims, keepDim, operation)
        self.correction = correction.doubleValue
        isOverAll = dims.isEmpty || x.shape.isEmpty
    }

    func variance(of x: Tensor) throws -> Tensor {
        try plan.run(TERN_VAR, x, parameter: correction, resultType: x.dtype)
    }

    /// The root is taken before the variance is rounded, which may be beyond the type's range.
    func deviation(of x: Tensor) throws -> Tensor {
        try plan.run(TERN_STD, x, parameter: correction, resultType: x.dtype)
    }

    func mean(of x: Tensor) throws -> Tensor { try plan.run(TERN_MEAN, x, resultType: x.dtype) }

    /// 2 / (n - correction) * dy * (x - mean).
    func varianceGradient(_ dy: Tensor, _ x: Tensor) throws -> Tensor {
        let freedom = Double(plan.reducedCount) - correction
        let gradient = try plan.restored(dy)
        if isOverAll, freedom <= 0 {
            let isMean = try x.detach().eq(x.detach().mean())
            let slope = try Tensor.full(like: x.detach(), Double.infinity).maskedFill(isMean, Double.nan)
            return try gradient.mul(slope)
        }
        return try (gradient * (2 / freedom)).mul(x.sub(x.mean(dim: plan.dims, keepDim: true)))
    }

    /// dy / (2 y) into the variance; 0 where the deviation is 0.
    func deviationGradient(_ dy: Tensor, _ x: Tensor, _ y: Tensor) throws -> Tensor {
        try varianceGradient(dy.div(y * 2).maskedFill(y.detach() .== 0, 0), x)
    }

    func addMeanGradient(_ dmean: Tensor?, to gradient: Tensor?) throws -> Tensor? {
        guard let dmean else { return gradient }
        let share = try plan.spread(dmean / plan.reducedCount)
        return try gradient.map { try $0.add(share) } ?? share
    }
}
