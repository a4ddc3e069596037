import CTernKernels

// Functions of two real numbers.

private enum Rules {
    static let atan2 = BinaryRule(
        op: TERN_ATAN2, operation: "atan2", nodeName: "Atan2Backward0",
        left: .ofBoth { dz, a, b in try dz.mul(b.mul(inverseSquare(a, b))) },
        right: .ofBoth { dz, a, b in try dz.mul(a.neg().mul(inverseSquare(a, b))) }, isReal: true)
    static let hypot = BinaryRule(
        op: TERN_HYPOT, operation: "hypot", nodeName: "HypotBackward0",
        left: .ofBoth { dz, a, b in try dz.mul(a.div(a.hypot(b))) },
        right: .ofBoth { dz, a, b in try dz.mul(b.div(a.hypot(b))) })
    static let copysign = BinaryRule(
        op: TERN_COPYSIGN, operation: "copysign", nodeName: "CopysignBackward0",
        left: .ofBoth { dz, a, b in
            let flips = try a.detach().copysign(b.detach()).div(a.detach()).maskedFill(a.detach() .== 0, 0)
            return try dz.mul(flips)
        },
        right: .zero, isReal: true, numberNodeName: "CopysignBackward1")

    /// 1 / (a^2 + b^2), and 0 in the origin.
    private static func inverseSquare(_ a: Tensor, _ b: Tensor) throws -> Tensor {
        let isOrigin = try (a.detach() .== 0).logicalAnd(b.detach() .== 0)
        return try a.mul(a).add(b.mul(b)).reciprocal().maskedFill(isOrigin, 0)
    }
}

extension Tensor {
    /// The angle of the point (other, self), in radians between -pi and pi.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast.
    /// - Source: `torch.atan2`.
    public func atan2(_ other: Tensor) throws -> Tensor { try Rules.atan2(self, other) }

    /// sqrt(self^2 + other^2), without overflow.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast, or for integers and bool.
    /// - Source: `torch.hypot`.
    public func hypot(_ other: Tensor) throws -> Tensor {
        try requireReal(with: other, "hypot_cpu")
        return try Rules.hypot(self, other)
    }

    /// |self| with the sign of other, that of zeros included.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast.
    /// - Source: `torch.copysign`.
    public func copysign(_ other: Tensor) throws -> Tensor { try Rules.copysign(self, other) }

    /// |self| with the sign of a number.
    public func copysign(_ number: some ScalarConvertible) -> Tensor { Rules.copysign(self, number.scalar) }

    /// Refuses two operands that are both integers or bool.
    func requireReal(with other: Tensor, _ kernel: String) throws {
        try validate()
        try other.validate()
        let common = Promotion.of(self, other)
        guard common.isFloatingPoint else {
            throw TensorError(.notImplemented, kernel, "\"\(kernel)\" not implemented for '\(common.scalarTypeName)'")
        }
    }
}
