import CTernKernels

// Numbers cut to a range. The bounds are numbers or tensors. An element on a bound that is a number gets no gradient;
// with a tensor it shares it.

extension Tensor {
    /// Elements below `min` become `min`, those above `max` become `max`. With `min` above `max` all become `max`; NaN
    /// stays.
    ///
    /// - Parameters:
    ///   - min: the lower bound.
    ///   - max: the upper bound.
    /// - Source: `torch.clamp`.
    public func clamp(min: some ScalarConvertible, max: some ScalarConvertible) -> Tensor {
        clamped(min.scalar, max.scalar, "clamp", "ClampBackward1")
    }

    /// Elements below `min` become `min`.
    ///
    /// - Source: `torch.clamp`.
    public func clamp(min: some ScalarConvertible) -> Tensor { clamped(min.scalar, nil, "clamp", "ClampBackward1") }

    /// Elements above `max` become `max`.
    ///
    /// - Source: `torch.clamp`.
    public func clamp(max: some ScalarConvertible) -> Tensor { clamped(nil, max.scalar, "clamp", "ClampBackward1") }

    /// Elements below `min` become `min`.
    ///
    /// - Source: `torch.clamp_min`.
    public func clampMin(_ min: some ScalarConvertible) -> Tensor {
        clamped(min.scalar, nil, "clamp_min", "ClampMinBackward0")
    }

    /// Elements above `max` become `max`.
    ///
    /// - Source: `torch.clamp_max`.
    public func clampMax(_ max: some ScalarConvertible) -> Tensor {
        clamped(nil, max.scalar, "clamp_max", "ClampMaxBackward0")
    }

    /// Elements below those of `min` become them, elements above those of `max` become them.
    ///
    /// - Parameters:
    ///   - min: lower bounds. Default none.
    ///   - max: upper bounds. Default none.
    /// - Throws: `TensorError` when the shapes don't broadcast, or without any bound.
    /// - Source: `torch.clamp`.
    public func clamp(min: Tensor? = nil, max: Tensor? = nil) throws -> Tensor {
        try clamped(min, max, "clamp", "ClampBackward0")
    }

    /// Elements below those of `min` become them.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast.
    /// - Source: `torch.clamp_min`.
    public func clampMin(_ min: Tensor) throws -> Tensor { try clamped(min, nil, "clamp_min", "ClampMinBackward1") }

    /// Elements above those of `max` become them.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast.
    /// - Source: `torch.clamp_max`.
    public func clampMax(_ max: Tensor) throws -> Tensor { try clamped(nil, max, "clamp_max", "ClampMaxBackward1") }

    private func clamped(_ min: Scalar?, _ max: Scalar?, _ operation: String, _ nodeName: String) -> Tensor {
        Tensor.deferringErrors {
            try validate()
            var promotion = Promotion()
            promotion.add(self)
            for bound in [min, max] { if let bound { promotion.add(bound) } }
            let type = promotion.result
            let x = try to(type)
            func applied(_ op: BinaryOp, _ bound: Scalar?, to y: Tensor) throws -> Tensor {
                guard let bound, try type.canHold(bound, as: op == TERN_MAXIMUM ? "min" : "max") else { return y }
                let (tensor, number) = try y.paired(with: bound, in: type, operation)
                return try Tensor.combined(op, tensor, number, in: type, operation)
            }
            let raised = try applied(TERN_MAXIMUM, min, to: x.detach())
            let y = try applied(TERN_MINIMUM, max, to: raised)
            return y.recorded(nodeName, x) { dy in
                let values = x.detach()
                var isInside = try values.eq(values)
                if let min { isInside = try isInside.logicalAnd(values .> min) }
                if let max { isInside = try isInside.logicalAnd(values .< max) }
                return try dy.maskedFill(isInside.logicalNot(), 0)
            }
        }
    }

    private func clamped(_ min: Tensor?, _ max: Tensor?, _ operation: String, _ nodeName: String) throws -> Tensor {
        try validate()
        guard min != nil || max != nil else {
            throw TensorError(operation, "torch.clamp: At least one of 'min' or 'max' must not be None")
        }
        var promotion = Promotion()
        for tensor in [self, min, max] { if let tensor { promotion.add(tensor) } }
        let type = promotion.result
        var y = try to(type).detach()
        if let min {
            let (a, b) = try Tensor.unified(y, min.detach(), in: type, operation)
            y = try Tensor.combined(TERN_MAXIMUM, a, b, in: type, operation)
        }
        if let max {
            let (a, b) = try Tensor.unified(y, max.detach(), in: type, operation)
            y = try Tensor.combined(TERN_MINIMUM, a, b, in: type, operation)
        }
        let parts = [self, min, max].compactMap { $0 }
        return y.recorded(nodeName, parts) { dy, _ in
            let shares = ClampShares(self.detach(), min?.detach(), max?.detach())
            func gradient(_ tensor: Tensor?, _ share: () throws -> Tensor) throws -> Tensor? {
                guard let tensor, tensor.requiresGrad else { return nil }
                return try dy.mul(share().to(dy.dtype)).summed(to: tensor.shape).to(tensor.dtype)
            }
            let gradients = [
                try gradient(self) { try shares.ofValue() },
                try gradient(min) { try shares.ofMin() },
                try gradient(max) { try shares.ofMax() },
            ]
            return zip([self, min, max], gradients).compactMap { part, gradient in part.map { _ in gradient } }
        }
    }
}

extension DType {
    /// Whether a bound cuts anything: not one beyond the far end of an integer type's range.
    ///
    /// - Throws: for a bound beyond the near end, which no element could become.
    fileprivate func canHold(_ bound: Scalar, as name: String) throws -> Bool {
        guard isInteger else { return true }
        let bits = 8 * itemSize
        let lowest = isSigned ? Int64.min >> (64 - bits) : 0
        let highest = isSigned ? ~lowest : Int64.max >> (63 - bits)
        let value = bound.int64Value
        if value >= lowest, value <= highest { return true }
        guard (value > highest) == (name == "max") else {
            throw TensorError(
                "clamp", "Clamp \(name) value \(value) is outside the representable range of \(scalarTypeName)")
        }
        return false
    }
}

/// Which of a value and its bounds a clamped element is: 1, 0, or 1/2 for two that are equal.
private struct ClampShares {
    private let value: Tensor
    private let min: Tensor?
    private let max: Tensor?

    init(_ value: Tensor, _ min: Tensor?, _ max: Tensor?) {
        self.value = value
        self.min = min
        self.max = max
    }

    func ofValue() throws -> Tensor {
        let outside = try [min.map { try value.lt($0) }, max.map { try value.gt($0) }].compactMap { $0 }
        let whole = Tensor.ones(like: value, dtype: .float32)
        let shared = try [min, max].compactMap { $0 }.reduce(whole) { try $0.sub(isTie($1) * 0.5) }
        return try outside.reduce(shared) { try $0.maskedFill($1, 0) }
    }

    func ofMin() throws -> Tensor {
        guard let min else { return value }
        let below = try value.lt(min)
        return try share(whole: max.map { try below.logicalAnd(min.le($0)) } ?? below, bound: min)
    }

    func ofMax() throws -> Tensor {
        guard let max else { return value }
        let above = try value.gt(max)
        return try share(whole: min.map { try above.logicalOr(max.lt($0)) } ?? above, bound: max)
    }

    /// 1 where the result is the bound alone, 1/2 where it is also the value. NaN counts for a single bound as for the
    /// value.
    private func share(whole: Tensor, bound: Tensor) throws -> Tensor {
        if min != nil, max != nil { return try whole.add(isTie(bound) * 0.5) }
        let isMissing = try value.isNaN().logicalOr(bound.isNaN())
        return try whole.logicalOr(isMissing).add(isTie(bound) * 0.5)
    }

    /// Where the value equals a bound, unless both bounds are equal.
    private func isTie(_ bound: Tensor) throws -> Tensor {
        let equal = try value.eq(bound)
        guard let min, let max else { return equal }
        return try equal.logicalAnd(min.lt(max))
    }
}
