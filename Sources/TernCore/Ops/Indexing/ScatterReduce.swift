import CTernKernels

/// How `scatterReduce` combines values that go to one place.
public enum ScatterReduction: String, Sendable, CaseIterable {
    /// Their sum.
    case sum
    /// Their product.
    case prod
    /// Their mean; of integers, rounded towards minus infinity.
    case mean
    /// The largest.
    case amax
    /// The smallest.
    case amin
}

extension Tensor {
    /// A copy in which `source`'s elements are combined with what stands in the places that the index names.
    ///
    /// - Parameters:
    ///   - dim: the dimension along which places are named, as in `scatter`.
    ///   - index: int64 or int32, of this tensor's rank.
    ///   - source: values of this tensor's type.
    ///   - reduce: how they are combined.
    ///   - includeSelf: whether this tensor's own element takes part; else it only stays where nothing goes. Default
    ///     true.
    /// - Throws: `TensorError` as `scatter`.
    /// - Source: `torch.scatter_reduce`.
    public func scatterReduce(
        _ dim: Int, _ index: Tensor, _ source: Tensor, reduce: ScatterReduction, includeSelf: Bool = true
    ) throws -> Tensor {
        let (places, values) = try scattering(dim, index, source, "scatter_reduce")
        return try reduced(values, ReducedScatter(places: places, includesSelf: includeSelf), reduce)
    }

    fileprivate func reduced(_ values: Tensor, _ scatter: ReducedScatter, _ reduce: ScatterReduction) throws -> Tensor {
        let result = try scatter.result(detach(), values.detach(), reduce)
        return result.recorded("ScatterReduceBackward0", [self, values]) { dy, node in
            let own = { (dx: Tensor) in scatter.includesSelf ? dx : try scatter.cleared(dx) }
            switch reduce {
            case .sum: return [try own(dy), try scatter.read(dy)]
            case .mean:
                let share = try dy.div(scatter.counts(like: dy))
                return [try own(share), try scatter.read(share)]
            case .amax, .amin:
                let (dx, dsource) = try scatter.sharedAmongWinners(dy, self, values, result)
                return [try own(dx), dsource]
            case .prod:
                let (dx, dsource) = try scatter.productGradients(dy, self, values, result.attached(to: node))
                return [try own(dx), dsource]
            }
        }
    }
}

/// A scatter to known places, and the sums and products that its gradients need. As in torch, the gradients of `amax` and `amin`
/// cannot be differentiated again with respect to what won.
private struct ReducedScatter {
    let places: Places
    let includesSelf: Bool

    /// Each source element's place.
    func read(_ x: Tensor) throws -> Tensor {
        try x.gathered(places, shape: places.offsets.shape, "GatherBackward0")
    }

    /// x with 0 in every place.
    func cleared(_ x: Tensor) throws -> Tensor {
        try x.replacing(places, with: .zeros(places.offsets.shape, like: x), "ScatterBackward1")
    }

    func sum(_ x: Tensor, _ source: Tensor) throws -> Tensor {
        try (includesSelf ? x : cleared(x)).adding(source, at: places, "ScatterAddBackward0")
    }

    /// How many values were combined in each place; 1 where there were none.
    func counts(like x: Tensor) throws -> Tensor {
        let model = x.detach()
        let ones = Tensor.ones(places.offsets.shape, dtype: x.dtype, device: x.device)
        let counts = try (includesSelf ? Tensor.ones(like: model) : Tensor.zeros(like: model))
            .adding(ones, at: places, "ScatterAddBackward0")
        return try counts.maskedFill(counts .== 0, 1)
    }

    func result(_ x: Tensor, _ source: Tensor, _ reduce: ScatterReduction) throws -> Tensor {
        switch reduce {
        case .sum: try sum(x, source)
        case .mean: try sum(x, source).div(counts(like: x), rounding: x.dtype.isFloatingPoint ? nil : .floor)
        case .prod: try combined(x, source, TERN_MUL)
        case .amax: try combined(x, source, TERN_MAXIMUM)
        case .amin: try combined(x, source, TERN_MINIMUM)
        }
    }

    /// Sorted by place, values for one place are neighbours. Combining each with the one before, then the one 2 before,
    /// 4, 8, … leaves the whole combination in the last of them, which is the one that stays when all are written in
    /// order.
    private func combined(_ x: Tensor, _ source: Tensor, _ op: BinaryOp) throws -> Tensor {
        let count = places.offsets.count
        guard count > 0 else { return x }
        let flat = try places.offsets.reshape([count])
        let order = try Tensor.uninitialized([count], dtype: .int64, on: x.backend, "scatter_reduce")
        let sorted = try order.uninitializedLike("scatter_reduce")
        withExtendedLifetime(flat) {
            x.backend.sort([count], values: sorted.operand, indices: order.operand, flat.operand, descending: false)
        }
        var values = try source.reshape([count]).gathered(Places(order, block: 1), shape: [count], "scatter_reduce")
        var distance = 1
        while distance < count {
            let (here, before) = (sorted[distance...], sorted[..<(count - distance)])
            let isSame = try here .== before
            guard try isSame.any().item(as: Bool.self) else { break }
            let joint = try Tensor.combined(
                op, values[distance...], values[..<(count - distance)], in: x.dtype, "scatter_reduce")
            values = try Tensor.cat([values[..<distance], Tensor.where(isSame, joint, values[distance...])])
            distance *= 2
        }
        let targets = try Places(sorted, block: 1)
        if includesSelf {
            let own = try x.gathered(targets, shape: [count], "scatter_reduce")
            values = try Tensor.combined(op, own, values, in: x.dtype, "scatter_reduce")
        }
        return try x.replacing(targets, with: values, "ScatterReduceBackward0")
    }

    /// The gradient in equal parts to all values that equal the result.
    func sharedAmongWinners(
        _ dy: Tensor, _ x: Tensor, _ source: Tensor, _ result: Tensor
    ) throws -> (Tensor, Tensor) {
        let (x, source, result) = (x.detach(), source.detach(), result.detach())
        let xWins = try (x .== result).to(x.dtype)
        let sourceWins = try source.reshape(places.offsets.shape).eq(read(result)).to(x.dtype)
        let winners = try xWins.adding(sourceWins, at: places, "ScatterAddBackward0")
        let share = try dy.div(winners)
        return (try xWins.mul(share), try sourceWins.mul(read(share)).reshape(source.shape))
    }

    /// The product of the other factors, which for a single 0 among them cannot be had by division.
    func productGradients(
        _ dy: Tensor, _ x: Tensor, _ source: Tensor, _ result: Tensor
    ) throws -> (Tensor, Tensor) {
        let shaped = try source.reshape(places.offsets.shape)
        let nonzeroX = try x.maskedFill(x.detach() .== 0, 1)
        let dx = try dy.mul(nonzeroX.reduced(shaped, self, .prod)).div(nonzeroX)

        let isZero = shaped.detach() .== 0
        let zeros = try read(
            Tensor.zeros(like: x.detach()).adding(isZero.to(x.dtype), at: places, "ScatterAddBackward0"))
        let isOnlyZero = try isZero.logicalAnd(zeros .== 1)
        let others = try x.reduced(shaped.maskedFill(isOnlyZero, 1), self, .prod)
        let byDivision = try read(dy.mul(result)).div(shaped.maskedFill(isZero, 1))
        let dsource = try Tensor.where(isOnlyZero, read(dy.mul(others)), byDivision).reshape(source.shape)
        // Only such a gradient asks whether it can be differentiated.
        guard dsource.requiresGrad, try (zeros .> 1).any().item(as: Bool.self) else { return (dx, dsource) }
        return (dx, dsource.undifferentiable(Self.severalZeros, by: [dsource]))
    }

    private static let severalZeros =
        "scatter_reduce(): Double backward is unsupported for src when >1 zeros in src are scattered to the same position in self"
}
