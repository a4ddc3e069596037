import CTernKernels

// The largest and smallest elements of all or over several dimensions; `MaxMin.swift` has those along one dimension
// with their positions. NaN wins over every number.

extension Tensor {
    /// The largest element, a 0-dim tensor. Equal winners share the gradient.
    ///
    /// - Source: `torch.max`.
    public func max() -> Tensor { extremeOfAll(TERN_MAX, "max", "MaxBackward1") }

    /// The smallest element, a 0-dim tensor. Equal winners share the gradient.
    ///
    /// - Source: `torch.min`.
    public func min() -> Tensor { extremeOfAll(TERN_MIN, "min", "MinBackward1") }

    /// The largest elements over dimensions. Equal winners share the gradient.
    ///
    /// - Parameters:
    ///   - dims: dimensions to look along; none means all.
    ///   - keepDim: keep them with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension, or no element in it.
    /// - Source: `torch.amax`.
    public func amax(dim dims: [Int], keepDim: Bool = false) throws -> Tensor {
        try extreme(TERN_MAX, dims, keepDim, "amax", "AmaxBackward0")
    }
    /// The largest elements along one dimension; see `amax(dim: [Int])`.
    public func amax(dim: Int, keepDim: Bool = false) throws -> Tensor { try amax(dim: [dim], keepDim: keepDim) }
    /// The largest element, a 0-dim tensor.
    public func amax() -> Tensor { Tensor.deferringErrors { try amax(dim: []) } }

    /// The smallest elements over dimensions; parameters as `amax`.
    ///
    /// - Throws: `TensorError` when there is no such dimension, or no element in it.
    /// - Source: `torch.amin`.
    public func amin(dim dims: [Int], keepDim: Bool = false) throws -> Tensor {
        try extreme(TERN_MIN, dims, keepDim, "amin", "AminBackward0")
    }
    /// The smallest elements along one dimension; see `amax(dim: [Int])`.
    public func amin(dim: Int, keepDim: Bool = false) throws -> Tensor { try amin(dim: [dim], keepDim: keepDim) }
    /// The smallest element, a 0-dim tensor.
    public func amin() -> Tensor { Tensor.deferringErrors { try amin(dim: []) } }

    /// The smallest and the largest elements along one dimension, or of all.
    ///
    /// - Parameters:
    ///   - dim: dimension to look along; nil means all. Default nil.
    ///   - keepDim: keep it with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension, or no element in it.
    /// - Source: `torch.aminmax`.
    public func aminmax(dim: Int? = nil, keepDim: Bool = false) throws -> (min: Tensor, max: Tensor) {
        try validate()
        let plan = try ReductionPlan(shape, dim.map { [$0] } ?? [], keepDim, "aminmax")
        if dim == nil, count == 0 {
            throw TensorError(
                "aminmax",
                "aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.")
        }
        try plan.requireElements("aminmax")
        let smallest = try plan.run(TERN_MIN, self, resultType: dtype)
        let largest = try plan.run(TERN_MAX, self, resultType: dtype)
        let outputs = Tensor.recorded("AminmaxBackward0", outputs: [smallest, largest], [self]) { gradients, node in
            let shares = try zip([smallest, largest], gradients).map { y, dy in
                try dy.map { try self.shareEvenly($0, among: self.winners(y, plan), plan) }
            }
            return [try shares.compactMap { $0 }.reduce(nil) { sum, share in try sum.map { try $0 + share } ?? share }]
        }
        return (outputs[0], outputs[1])
    }

    private func extremeOfAll(_ op: ReduceOp, _ operation: String, _ nodeName: String) -> Tensor {
        Tensor.deferringErrors {
            try validate()
            let plan = try ReductionPlan(shape, [], false, operation)
            try requireSpecifiedDim(operation)
            let y = try plan.run(op, self, resultType: dtype)
            return y.recorded(nodeName, self) { dy in
                let matches = try self.winners(y, plan)
                let winners = try matches.any().item(as: Bool.self) ? matches : self.detach().isNaN()
                return try self.shareEvenly(dy, among: winners, plan)
            }
        }
    }

    private func extreme(
        _ op: ReduceOp, _ dims: [Int], _ keepDim: Bool, _ operation: String, _ nodeName: String
    ) throws -> Tensor {
        try validate()
        let plan = try ReductionPlan(shape, dims, keepDim, operation)
        if dims.isEmpty { try requireSpecifiedDim(operation) }
        try plan.requireElements("\(operation)()")
        let y = try plan.run(op, self, resultType: dtype)
        return y.recorded(nodeName, self) { dy in try self.shareEvenly(dy, among: self.winners(y, plan), plan) }
    }

    private func requireSpecifiedDim(_ operation: String) throws {
        guard count == 0 else { return }
        throw TensorError(
            operation,
            "\(operation)(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument."
        )
    }

    /// Where this tensor equals the results of its reduction.
    func winners(_ results: Tensor, _ plan: ReductionPlan) throws -> Tensor {
        try detach().eq(plan.restored(results.detach()))
    }

    /// A gradient spread over the elements that are marked, in equal parts.
    func shareEvenly(_ gradient: Tensor, among marked: Tensor, _ plan: ReductionPlan) throws -> Tensor {
        let mask = try marked.to(gradient.dtype)
        let share = try plan.restored(gradient).div(mask.sum(dim: plan.dims, keepDim: true))
        return try share.mul(mask)
    }
}
