import CTernKernels

extension Tensor {
    /// The p-norm of the elements over dimensions, taken as one vector: (sum |x|^p)^(1/p).
    ///
    /// - Parameters:
    ///   - p: the order; 0 counts what is not zero, infinity gives the largest and -infinity the smallest |x|. Default
    ///     2.
    ///   - dims: dimensions to take together; none means all.
    ///   - keepDim: keep them with size 1. Default false.
    ///   - dtype: floating-point type to convert to first. Default none.
    /// - Throws: `TensorError` when there is no such dimension, for integers and bool, and where there is no element
    ///   and the norm of none does not exist.
    /// - Source: `torch.linalg.vector_norm`.
    public func vectorNorm(
        _ p: Double = 2, dim dims: [Int], keepDim: Bool = false, dtype: DType? = nil
    ) throws -> Tensor {
        try validate()
        let x = try to(normType(dtype))
        let plan = try ReductionPlan(shape, dims, keepDim, "norm")
        try requireNorm(p, dims, plan)
        let y = try plan.run(TERN_NORM, x, parameter: p, resultType: x.dtype)
        guard Tensor.needsGrad(x) else { return y }
        return y.recorded("LinalgVectorNormBackward0", [x]) { dy, node in
            [try x.normGradient(p, dy, y.attached(to: node), plan)]
        }
    }

    /// The p-norm along one dimension; see `vectorNorm(_:dim: [Int])`.
    public func vectorNorm(
        _ p: Double = 2, dim: Int, keepDim: Bool = false, dtype: DType? = nil
    ) throws -> Tensor {
        try vectorNorm(p, dim: [dim], keepDim: keepDim, dtype: dtype)
    }

    /// The p-norm of all elements.
    public func vectorNorm(_ p: Double = 2) -> Tensor { Tensor.deferringErrors { try vectorNorm(p, dim: []) } }

    /// The p-norm over dimensions; see `vectorNorm(_:dim: [Int])`.
    ///
    /// - Throws: as `vectorNorm`.
    /// - Source: `torch.norm`.
    public func norm(_ p: Double = 2, dim dims: [Int], keepDim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        try vectorNorm(p, dim: dims, keepDim: keepDim, dtype: dtype)
    }
    /// The p-norm along one dimension; see `vectorNorm(_:dim: [Int])`.
    public func norm(_ p: Double = 2, dim: Int, keepDim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        try vectorNorm(p, dim: [dim], keepDim: keepDim, dtype: dtype)
    }
    /// The p-norm of all elements; p = 2 is the length of a vector and the Frobenius norm of a matrix.
    public func norm(_ p: Double = 2) -> Tensor { vectorNorm(p) }

    /// The p-norm of the difference.
    ///
    /// - Parameters:
    ///   - other: a tensor that broadcasts with this one.
    ///   - p: the order of the norm. Default 2.
    /// - Throws: `TensorError` when the shapes don't broadcast, or for integers and bool.
    /// - Source: `torch.dist`.
    public func dist(_ other: Tensor, _ p: Double = 2) throws -> Tensor {
        let difference = try noGrad { try detach().sub(other.detach()) }
        guard difference.dtype.isFloatingPoint else {
            throw TensorError(
                .notImplemented, "dist",
                "norm(): input dtype should be either floating point or complex. Got \(difference.dtype.scalarTypeName) instead."
            )
        }
        let plan = try ReductionPlan(difference.shape, [], false, "dist")
        try difference.requireNorm(p, [], plan)
        let y = try plan.run(TERN_NORM, difference, parameter: p, resultType: difference.dtype)
        guard Tensor.needsGrad(self, other) else { return y }
        return y.recorded("DistBackward0", [self, other]) { dy, node in
            let gradient = try self.sub(other).normGradient(p, dy, y.attached(to: node), plan)
            return [
                self.requiresGrad ? try gradient?.summed(to: self.shape).to(self.dtype) : nil,
                other.requiresGrad ? try gradient?.neg().summed(to: other.shape).to(other.dtype) : nil,
            ]
        }
    }

    /// The type to compute the norm in.
    private func normType(_ wanted: DType?) throws -> DType {
        guard dtype.isFloatingPoint else {
            throw TensorError(
                .notImplemented, "norm",
                "linalg.vector_norm: Expected a floating point or complex tensor as input. Got \(dtype.scalarTypeName)",
                hint: "convert it first: x.to(.float32)")
        }
        guard let wanted else { return dtype }
        guard wanted.isFloatingPoint else {
            throw TensorError(
                "norm",
                "linalg.vector_norm: dtype should be floating point or complex, but got \(wanted.scalarTypeName)")
        }
        guard DType.promote(dtype, wanted) == wanted else {
            throw TensorError(
                "norm",
                "linalg.vector_norm: the dtype of the input (\(dtype.scalarTypeName)) should be convertible without narrowing to the specified dtype (\(wanted.scalarTypeName))"
            )
        }
        return wanted
    }

    /// Refuses the norm of no elements where it does not exist.
    private func requireNorm(_ p: Double, _ dims: [Int], _ plan: ReductionPlan) throws {
        guard count == 0, p < 0 || p == .infinity else { return }
        let order = p.isInfinite || p != p.rounded() ? "\(p)" : "\(Scalar.double(p).int64Value)"
        if dims.isEmpty {
            throw TensorError(
                "norm",
                "linalg.vector_norm cannot compute the \(order) norm on an empty tensor because the operation does not have an identity"
            )
        }
        for dim in plan.dims where shape[dim] == 0 {
            // The missing space is torch's.
            throw TensorError(
                "norm",
                "linalg.vector_norm cannot compute the \(order) norm on the dimension \(dim)because this dimension is empty and the operation does not have an identity"
            )
        }
    }

    /// dx of a norm from dy and the norm itself; 0 where the norm has a corner or is 0. Nil for p = 0, a count.
    private func normGradient(_ p: Double, _ gradient: Tensor, _ norm: Tensor, _ plan: ReductionPlan) throws -> Tensor?
    {
        let (dy, y) = (try plan.restored(gradient), try plan.restored(norm))
        let isZero = y.detach() .== 0
        switch p {
        case 0: return nil
        case 1: return try sign().mul(dy)
        case 2: return try dy.mul(div(y).maskedFill(isZero, 0))
        case .infinity, -.infinity:
            let magnitude = detach().abs()
            let isWinner = try magnitude.eq(y.detach()).logicalOr(magnitude.isNaN()).to(dtype)
            let share = try dy.div(isWinner.sum(dim: plan.dims, keepDim: true))
            return try sign().mul(share.mul(isWinner))
        case ..<1:
            let slope = try sign().mul(abs().pow(p - 1)).maskedFill(detach() .== 0, 0)
            return try slope.mul(dy).mul(y.pow(1 - p))
        default:
            let slope = p < 2 ? try sign().mul(abs().pow(p - 1)) : try mul(abs().pow(p - 2))
            return try slope.mul(dy.div(y.pow(p - 1)).maskedFill(isZero, 0))
        }
    }
}
