import CTernKernels

// The largest and smallest elements along one dimension, and where they are. The first of equal winners is taken; NaN
// wins over every number.

extension Tensor {
    /// The largest elements along a dimension and their positions in it.
    ///
    /// - Parameters:
    ///   - dim: dimension to look along.
    ///   - keepDim: keep it with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension, or no element in it.
    /// - Source: `torch.max`.
    public func max(dim: Int, keepDim: Bool = false) throws -> (values: Tensor, indices: Tensor) {
        try extremeAlong(TERN_MAX, TERN_ARGMAX, dim, keepDim, "max", "MaxBackward0")
    }

    /// The smallest elements along a dimension and their positions in it.
    ///
    /// - Parameters:
    ///   - dim: dimension to look along.
    ///   - keepDim: keep it with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension, or no element in it.
    /// - Source: `torch.min`.
    public func min(dim: Int, keepDim: Bool = false) throws -> (values: Tensor, indices: Tensor) {
        try extremeAlong(TERN_MIN, TERN_ARGMIN, dim, keepDim, "min", "MinBackward0")
    }

    /// The positions of the largest elements along a dimension.
    ///
    /// - Parameters:
    ///   - dim: dimension to look along; nil gives the position in the flattened tensor.
    ///   - keepDim: keep it (all, with nil) with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension, no element in it, or for bool.
    /// - Source: `torch.argmax`.
    public func argmax(dim: Int?, keepDim: Bool = false) throws -> Tensor {
        try position(TERN_ARGMAX, dim, keepDim, "argmax")
    }
    /// The position of the largest element in the flattened tensor.
    public func argmax() -> Tensor { Tensor.deferringErrors { try argmax(dim: nil) } }

    /// The positions of the smallest elements along a dimension.
    ///
    /// - Parameters:
    ///   - dim: dimension to look along; nil gives the position in the flattened tensor.
    ///   - keepDim: keep it (all, with nil) with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension, no element in it, or for bool.
    /// - Source: `torch.argmin`.
    public func argmin(dim: Int?, keepDim: Bool = false) throws -> Tensor {
        try position(TERN_ARGMIN, dim, keepDim, "argmin")
    }
    /// The position of the smallest element in the flattened tensor.
    public func argmin() -> Tensor { Tensor.deferringErrors { try argmin(dim: nil) } }

    private func extremeAlong(
        _ op: ReduceOp, _ positionOp: ReduceOp, _ dim: Int, _ keepDim: Bool, _ operation: String, _ nodeName: String
    ) throws -> (values: Tensor, indices: Tensor) {
        try validate()
        let plan = try ReductionPlan(shape, [dim], keepDim, operation)
        try plan.requireElements("\(operation)()")
        let values = try plan.run(op, self, resultType: dtype)
        let indices = try plan.run(positionOp, self, resultType: .int64)
        return try selected(values, at: indices, dim, keepDim: keepDim, nodeName)
    }

    private func position(_ op: ReduceOp, _ dim: Int?, _ keepDim: Bool, _ operation: String) throws -> Tensor {
        try validate()
        guard dtype != .bool else {
            throw TensorError(.notImplemented, operation, "\(operation)(): does not support bool input")
        }
        let plan = try ReductionPlan(shape, dim.map { [$0] } ?? [], keepDim, operation)
        if dim == nil, count == 0 {
            throw TensorError(
                .index, operation, "\(operation)(): Expected reduction dim to be specified for input.numel() == 0.")
        }
        try plan.requireElements("\(operation)()")
        return try plan.run(op, self, resultType: .int64)
    }
}
