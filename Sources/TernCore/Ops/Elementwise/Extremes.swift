import CTernKernels

// The larger or smaller of two elements. Where both are equal, each gets half of the gradient.

private enum Rules {
    static let maximum = rule(TERN_MAXIMUM, "maximum", "MaximumBackward0") { mine, other in try mine.lt(other) }
    static let minimum = rule(TERN_MINIMUM, "minimum", "MinimumBackward0") { mine, other in try mine.gt(other) }
    static let fmax = ignoringNaN(TERN_FMAX, "fmax", "FmaxBackward0") { mine, other in try mine.ge(other) }
    static let fmin = ignoringNaN(TERN_FMIN, "fmin", "FminBackward0") { mine, other in try mine.le(other) }

    /// NaN in either operand is the result, and neither loses.
    private static func rule(
        _ op: BinaryOp, _ name: String, _ nodeName: String, loses: @escaping @Sendable (Tensor, Tensor) throws -> Tensor
    ) -> BinaryRule {
        BinaryRule(
            op: op, operation: name, nodeName: nodeName,
            left: .ofBoth { dz, a, b in try share(dz, a, b).maskedFill(loses(a.detach(), b.detach()), 0) },
            right: .ofBoth { dz, a, b in try share(dz, a, b).maskedFill(loses(b.detach(), a.detach()), 0) })
    }

    /// NaN loses against numbers; of two, the left one is taken.
    private static func ignoringNaN(
        _ op: BinaryOp, _ name: String, _ nodeName: String, wins: @escaping @Sendable (Tensor, Tensor) throws -> Tensor
    ) -> BinaryRule {
        BinaryRule(
            op: op, operation: name, nodeName: nodeName,
            left: .ofBoth { dz, a, b in
                let isTaken = try wins(a.detach(), b.detach()).logicalOr(b.detach().isNaN())
                return try share(dz, a, b).maskedFill(isTaken.logicalNot(), 0)
            },
            right: .ofBoth { dz, a, b in
                let onlyLeftMissing = try a.detach().isNaN().logicalAnd(b.detach().isNaN().logicalNot())
                let isTaken = try wins(b.detach(), a.detach()).logicalOr(onlyLeftMissing)
                return try share(dz, a, b).maskedFill(isTaken.logicalNot(), 0)
            })
    }

    /// dz, halved where the operands are equal.
    private static func share(_ dz: Tensor, _ a: Tensor, _ b: Tensor) throws -> Tensor {
        try Tensor.where(a.detach().eq(b.detach()), dz / 2, dz)
    }
}

extension Tensor {
    /// The larger of two elements; NaN if either is NaN.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast.
    /// - Source: `torch.maximum`.
    public func maximum(_ other: Tensor) throws -> Tensor { try Rules.maximum(self, other) }

    /// The smaller of two elements; NaN if either is NaN.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast.
    /// - Source: `torch.minimum`.
    public func minimum(_ other: Tensor) throws -> Tensor { try Rules.minimum(self, other) }

    /// The larger of two elements; see `maximum`.
    ///
    /// - Source: `torch.max`.
    public func max(_ other: Tensor) throws -> Tensor { try maximum(other) }

    /// The smaller of two elements; see `minimum`.
    ///
    /// - Source: `torch.min`.
    public func min(_ other: Tensor) throws -> Tensor { try minimum(other) }

    /// The larger of two elements; NaN only if both are NaN.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast.
    /// - Source: `torch.fmax`.
    public func fmax(_ other: Tensor) throws -> Tensor { try Rules.fmax(self, other) }

    /// The smaller of two elements; NaN only if both are NaN.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast.
    /// - Source: `torch.fmin`.
    public func fmin(_ other: Tensor) throws -> Tensor { try Rules.fmin(self, other) }
}
