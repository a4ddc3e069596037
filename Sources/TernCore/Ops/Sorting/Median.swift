// Medians and modes: the element in the middle, the most frequent one. Of two in the middle, torch takes the lower.

extension Tensor {
    /// The median of every row along a dimension, and where it is. NaN in a row is its median.
    ///
    /// - Parameters:
    ///   - dim: dimension to look along.
    ///   - keepDim: keep it with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension, no element in it, or for bool.
    /// - Source: `torch.median`.
    public func median(dim: Int, keepDim: Bool = false) throws -> (values: Tensor, indices: Tensor) {
        try middle(dim, keepDim, "median", "MedianBackward1") { missing, n in
            // NaN sorts last: the first one, if there is any, is where the numbers end.
            try Tensor.where(missing .> 0, n - missing, (n - 1) / 2)
        }
    }

    /// The median of every row along a dimension, and where it is, of the elements that are not NaN.
    ///
    /// - Parameters:
    ///   - dim: dimension to look along.
    ///   - keepDim: keep it with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension, no element in it, or for bool.
    /// - Source: `torch.nanmedian`.
    public func nanMedian(dim: Int, keepDim: Bool = false) throws -> (values: Tensor, indices: Tensor) {
        try middle(dim, keepDim, "nanmedian", "NanmedianBackward1") { missing, n in
            (n - 1 - missing).clampMin(0).floorDivide(2)
        }
    }

    /// The median of all elements; NaN if there is NaN or nothing. Equal elements share the gradient.
    ///
    /// - Source: `torch.median`.
    public func median() -> Tensor {
        Tensor.deferringErrors { try middleOfAll("MedianBackward0") { try $0.median(dim: 0).values } }
    }

    /// The median of all elements that are not NaN. Equal elements share the gradient.
    ///
    /// - Source: `torch.nanmedian`.
    public func nanMedian() -> Tensor {
        Tensor.deferringErrors { try middleOfAll("NanmedianBackward0") { try $0.nanMedian(dim: 0).values } }
    }

    /// The most frequent element of every row along a dimension, the smallest of equally frequent ones, and where it is
    /// last.
    ///
    /// - Parameters:
    ///   - dim: dimension to look along. Default the last.
    ///   - keepDim: keep it with size 1. Default false.
    /// - Throws: `TensorError` when there is no such dimension, or no element in it.
    /// - Source: `torch.mode`.
    public func mode(dim: Int = -1, keepDim: Bool = false) throws -> (values: Tensor, indices: Tensor) {
        try validate()
        let dim = try wrapped(dim, "mode")
        try ReductionPlan(shape, [dim], keepDim, "mode").requireElements("mode()")
        let rows = try sorted(dim, "mode")
        // An element's distance from the start of its run is largest at the end of the longest run.
        let positions = try Tensor.positions(along: dim, of: shape, on: device)
        let starts = try rows.values.startsOfRuns(dim).mul(positions).cummax(dim: dim).values
        let end = try positions.sub(starts).argmax(dim: dim, keepDim: true)
        return try picked(end, of: rows, dim, keepDim: keepDim, "ModeBackward0")
    }

    private func middle(
        _ dim: Int, _ keepDim: Bool, _ operation: String, _ nodeName: String,
        place: (_ missing: Tensor, _ n: Int) throws -> Tensor
    ) throws -> (values: Tensor, indices: Tensor) {
        try validate()
        let dim = try wrapped(dim, operation)
        try ReductionPlan(shape, [dim], keepDim, operation).requireElements("median()")
        guard dtype != .bool else { throw unsupported("median_out") }
        let missing = try detach().isNaN().sum(dim: dim, keepDim: true)
        return try picked(
            place(missing, extent(dim)), of: sorted(dim, operation), dim, keepDim: keepDim, nodeName)
    }

    private func middleOfAll(_ nodeName: String, _ median: (Tensor) throws -> Tensor) throws -> Tensor {
        try validate()
        guard dtype != .bool else { throw unsupported("median_cpu") }
        let y = count == 0 ? medianOfNothing : try median(detach().reshape([-1]))
        let plan = try ReductionPlan(shape, [], false, "median")
        return y.recorded(nodeName, self) { dy in
            let isMissing = try y.isNaN().item(as: Bool.self)
            let winners = isMissing ? self.detach().isNaN() : try self.winners(y, plan)
            return try self.shareEvenly(dy, among: winners, plan)
        }
    }
}

extension Tensor {
    /// NaN, or what a cast makes of NaN: the smallest integer.
    private var medianOfNothing: Tensor {
        let smallest = dtype.isSigned ? Int64.min >> (64 - 8 * dtype.itemSize) : 0
        let value: Scalar = dtype.isFloatingPoint ? .double(.nan) : .int(smallest)
        return .full([], value, dtype: dtype, device: device)
    }

    /// Where an element differs from the one before it along `dim`; true at the first.
    func startsOfRuns(_ dim: Int) throws -> Tensor {
        let starts = Tensor.ones(shape, dtype: .bool, device: device)
        guard ndim > 0, shape[dim] > 1 else { return try starts.validated() }
        let n = shape[dim] - 1
        let differs = try narrow(dim, start: 1, length: n).ne(narrow(dim, start: 0, length: n))
        return try Tensor.cat([starts.narrow(dim, start: 0, length: 1), differs], dim: dim)
    }
}
