import CTernKernels

// Sums, products, quotients, powers. Each comes as a method and as an operator; between two tensors it throws (their shapes
// may not fit), with a plain number it doesn't.

private enum Rules {
    static let add = BinaryRule(
        op: TERN_ADD, operation: "add", nodeName: "AddBackward0", left: .passed, right: .passed)
    static let sub = BinaryRule(
        op: TERN_SUB, operation: "sub", nodeName: "SubBackward0", left: .passed, right: .negated)
    static let rsub = BinaryRule(
        op: TERN_SUB, operation: "rsub", nodeName: "RsubBackward1", left: .passed,
        right: .negated)
    static let mul = BinaryRule(
        op: TERN_MUL, operation: "mul", nodeName: "MulBackward0", left: .ofRight { dz, b in try dz.mul(b) },
        right: .ofLeft { dz, a in try dz.mul(a) })
    static let div = BinaryRule(
        op: TERN_DIV, operation: "div", nodeName: "DivBackward0", left: .ofRight { dz, b in try dz.div(b) },
        // In this order, as in torch: the square of b has no place in the half types.
        right: .ofBoth { dz, a, b in try (-dz).mul(a.div(b).div(b)) }, isReal: true)
    static let floorDivide = BinaryRule(
        op: TERN_FLOOR_DIV, operation: "div_floor", nodeName: "DivBackward2",
        left: .zero, right: .zero)
    static let truncDivide = BinaryRule(
        op: TERN_TRUNC_DIV, operation: "div_trunc", nodeName: "DivBackward2",
        left: .zero, right: .zero)
    static let remainder = BinaryRule(
        op: TERN_REMAINDER, operation: "remainder", nodeName: "RemainderBackward1", left: .passed,
        right: .ofBoth { dz, a, b in try -dz.mul(a.floorDivide(b)) }, numberNodeName: "RemainderBackward0")
    static let fmod = BinaryRule(
        op: TERN_FMOD, operation: "fmod", nodeName: "FmodBackward1", left: .passed,
        right: .ofBoth { dz, a, b in try -dz.mul(a.div(b, rounding: .trunc)) }, numberNodeName: "FmodBackward0")
    static let pow = BinaryRule(
        op: TERN_POW, operation: "pow", nodeName: "PowBackward1",
        // b * a^(b-1), with 0 where b is 0 even if a is 0.
        left: .ofBoth { dz, a, b in
            let slope = try b.mul(a.pow(b - 1))
            return try Tensor.where(b .== 0, Tensor.zeros(like: dz), dz.mul(slope))
        },
        // a^b * ln a, with 0 where a is 0 and b is not negative.
        right: .ofBoth { dz, a, b in
            let slope = try a.pow(b).mul(a.log())
            let isFlat = try (a .== 0).logicalAnd(b .>= 0)
            return try Tensor.where(isFlat, Tensor.zeros(like: dz), dz.mul(slope))
        }, numberNodeName: "PowBackward2")
}

/// How a quotient is made an integer.
public enum DivisionRounding: Sendable {
    /// Towards zero, as C does.
    case trunc
    /// Towards minus infinity, as Python does.
    case floor
}

extension Tensor {
    /// self + alpha * other, over the shape that both broadcast to.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast.
    /// - Source: `torch.add`.
    public func add(_ other: Tensor, alpha: some ScalarConvertible = 1) throws -> Tensor {
        let factor = alpha.scalar
        return factor == .int(1) ? try Rules.add(self, other) : try adding(other, scaledBy: factor, isNegated: false)
    }

    /// self - alpha * other, over the shape that both broadcast to.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast, or for bool.
    /// - Source: `torch.sub`.
    public func sub(_ other: Tensor, alpha: some ScalarConvertible = 1) throws -> Tensor {
        guard dtype != .bool, other.dtype != .bool else { throw boolSubtraction(both: dtype == other.dtype) }
        let factor = alpha.scalar
        return factor == .int(1) ? try Rules.sub(self, other) : try adding(other, scaledBy: factor, isNegated: true)
    }

    /// self * other, element by element.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast.
    /// - Source: `torch.mul`.
    public func mul(_ other: Tensor) throws -> Tensor { try Rules.mul(self, other) }

    /// self / other, element by element. Integers give float32 unless `rounding` says how to make the quotient an integer.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast, or for an integer divided by zero.
    /// - Source: `torch.div`.
    public func div(_ other: Tensor, rounding: DivisionRounding? = nil) throws -> Tensor {
        switch rounding {
        case nil: return try Rules.div(self, other)
        case .trunc:
            try refuseZeroDivisor(other)
            return try Rules.truncDivide(self, other)
        case .floor:
            return try floorDivide(other)
        }
    }

    /// self / other rounded towards minus infinity: Python's `//`.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast, or for an integer divided by zero.
    /// - Source: `torch.floor_divide`.
    public func floorDivide(_ other: Tensor) throws -> Tensor {
        try refuseZeroDivisor(other)
        return try Rules.floorDivide(self, other)
    }

    /// What is left of self after division by other, with the sign of other: Python's `%`.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast, or for an integer divided by zero.
    /// - Source: `torch.remainder`.
    public func remainder(_ other: Tensor) throws -> Tensor {
        try refuseZeroDivisor(other)
        return try Rules.remainder(self, other)
    }

    /// What is left of self after division by other, with the sign of self: C's `fmod`.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast, or for an integer divided by zero.
    /// - Source: `torch.fmod`.
    public func fmod(_ other: Tensor) throws -> Tensor {
        try refuseZeroDivisor(other)
        return try Rules.fmod(self, other)
    }

    /// self raised to the power of other.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast.
    /// - Source: `torch.pow`.
    public func pow(_ exponent: Tensor) throws -> Tensor { try Rules.pow(self, exponent) }

    /// self + number.
    public func add(_ number: some ScalarConvertible) -> Tensor { Rules.add(self, number.scalar) }
    /// self - number.
    public func sub(_ number: some ScalarConvertible) -> Tensor {
        refuseBoolSubtraction(number.scalar) ?? Rules.sub(self, number.scalar)
    }
    /// self + alpha * number.
    ///
    /// - Throws: `TensorError` for a floating-point alpha beside integers.
    public func add(_ number: some ScalarConvertible, alpha: some ScalarConvertible) throws -> Tensor {
        let (tensor, other) = try paired(with: number.scalar, "add")
        return try tensor.add(other, alpha: alpha)
    }
    /// self - alpha * number.
    ///
    /// - Throws: `TensorError` for a floating-point alpha beside integers, or for bool.
    public func sub(_ number: some ScalarConvertible, alpha: some ScalarConvertible) throws -> Tensor {
        if let refusal = refuseBoolSubtraction(number.scalar) { return try refusal.validated() }
        let (tensor, other) = try paired(with: number.scalar, "sub")
        return try tensor.sub(other, alpha: alpha)
    }
    /// self * number.
    public func mul(_ number: some ScalarConvertible) -> Tensor { Rules.mul(self, number.scalar) }
    /// self / number; see `div(Tensor)`.
    public func div(_ number: some ScalarConvertible, rounding: DivisionRounding? = nil) -> Tensor {
        guard let rounding else { return Rules.div(self, number.scalar) }
        if let error = zeroDivision(by: number.scalar) { return Tensor(failure: error) }
        return rounding == .floor ? Rules.floorDivide(self, number.scalar) : Rules.truncDivide(self, number.scalar)
    }
    /// self // number; see `floorDivide(Tensor)`.
    public func floorDivide(_ number: some ScalarConvertible) -> Tensor { div(number, rounding: .floor) }
    /// self % number; see `remainder(Tensor)`.
    public func remainder(_ number: some ScalarConvertible) -> Tensor {
        zeroDivision(by: number.scalar).map(Tensor.init(failure:)) ?? Rules.remainder(self, number.scalar)
    }
    /// fmod(self, number); see `fmod(Tensor)`.
    public func fmod(_ number: some ScalarConvertible) -> Tensor {
        zeroDivision(by: number.scalar).map(Tensor.init(failure:)) ?? Rules.fmod(self, number.scalar)
    }

    /// self raised to the power of a number. An integer raised to a negative integer is refused, as in torch.
    ///
    /// - Source: `torch.pow`.
    public func pow(_ exponent: some ScalarConvertible) -> Tensor {
        let scalar = exponent.scalar
        if !dtype.isFloatingPoint, case .int(let power) = scalar, power < 0 {
            return Tensor(
                failure: failure
                    ?? TensorError("pow", "Integers to negative integer powers are not allowed."))
        }
        // Bool has no powers, but an exponent of true or false leaves nothing to compute.
        if dtype == .bool, failure == nil, case .bool(let flag) = scalar { return flag ? clone() : .ones(like: self) }
        // A constant exponent has the simple slope, which stays finite where the general one takes a logarithm.
        guard requiresGrad, dtype.isFloatingPoint else { return Rules.pow(self, scalar) }
        return Tensor.deferringErrors {
            let y = noGrad { Rules.pow(self, scalar) }
            return try y.validated().recorded("PowBackward0", self) { dy in
                let power = scalar.doubleValue
                return power == 0 ? Tensor.zeros(like: dy) : try dy.mul(self.pow(power - 1).mul(power))
            }
        }
    }

    private func boolSubtraction(both: Bool) -> TensorError {
        TensorError(
            .notImplemented, "sub",
            both
                ? "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead."
                : "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead."
        )
    }

    private func refuseBoolSubtraction(_ number: Scalar) -> Tensor? {
        let isBool = [dtype == .bool, number.category == .boolean]
        guard failure == nil, isBool.contains(true) else { return nil }
        return Tensor(failure: boolSubtraction(both: !isBool.contains(false)))
    }

    /// Integers have no infinity to divide by zero into.
    private func refuseZeroDivisor(_ other: Tensor) throws {
        guard Promotion.of(self, other).isInteger, other.count > 0, try (other .== 0).any().item(as: Bool.self)
        else { return }
        throw TensorError("div", "ZeroDivisionError")
    }

    private func zeroDivision(by number: Scalar) -> TensorError? {
        if let failure { return failure }
        guard Promotion.of(self, number).isInteger, number.int64Value == 0 else { return nil }
        return TensorError("div", "ZeroDivisionError")
    }
}

// MARK: - Operators

extension Tensor {
    /// Sum of two tensors.
    public static func + (a: Tensor, b: Tensor) throws -> Tensor { try Rules.add(a, b) }
    /// Difference of two tensors.
    public static func - (a: Tensor, b: Tensor) throws -> Tensor { try a.sub(b) }
    /// Product of two tensors, element by element; see `matmul` for the matrix product.
    public static func * (a: Tensor, b: Tensor) throws -> Tensor { try a.mul(b) }
    /// Quotient of two tensors.
    public static func / (a: Tensor, b: Tensor) throws -> Tensor { try a.div(b) }
    /// Python's remainder of two tensors.
    public static func % (a: Tensor, b: Tensor) throws -> Tensor { try a.remainder(b) }

    /// Sum of a tensor and a number.
    public static func + (a: Tensor, b: some ScalarConvertible) -> Tensor { a.add(b) }
    /// Difference of a tensor and a number.
    public static func - (a: Tensor, b: some ScalarConvertible) -> Tensor { a.sub(b) }
    /// Product of a tensor and a number.
    public static func * (a: Tensor, b: some ScalarConvertible) -> Tensor { a.mul(b) }
    /// Quotient of a tensor and a number.
    public static func / (a: Tensor, b: some ScalarConvertible) -> Tensor { a.div(b) }
    /// Python's remainder of a tensor and a number.
    public static func % (a: Tensor, b: some ScalarConvertible) -> Tensor { a.remainder(b) }

    /// Sum of a number and a tensor.
    public static func + (a: some ScalarConvertible, b: Tensor) -> Tensor { b.add(a) }
    /// Difference of a number and a tensor.
    public static func - (a: some ScalarConvertible, b: Tensor) -> Tensor {
        b.refuseBoolSubtraction(a.scalar) ?? Rules.rsub(b, a.scalar, reversed: true)
    }
    /// Product of a number and a tensor.
    public static func * (a: some ScalarConvertible, b: Tensor) -> Tensor { b.mul(a) }
    /// Quotient of a number and a tensor.
    public static func / (a: some ScalarConvertible, b: Tensor) -> Tensor { b.reciprocal() * a }
    /// Python's remainder of a number and a tensor.
    public static func % (a: some ScalarConvertible, b: Tensor) -> Tensor {
        deferringErrors { try number(a.scalar, beside: b).remainder(b) }
    }

    /// A number divided by a tensor and rounded towards minus infinity: Python's `2 // x`.
    public static func floorDivide(_ number: some ScalarConvertible, _ divisor: Tensor) -> Tensor {
        deferringErrors { try self.number(number.scalar, beside: divisor).floorDivide(divisor) }
    }

    /// A number raised to the power of a tensor: Python's `2 ** x`.
    ///
    /// - Source: `torch.pow`.
    public static func pow(_ base: some ScalarConvertible, _ exponent: Tensor) -> Tensor {
        Rules.pow(exponent, base.scalar, reversed: true)
    }

    /// A number as a tensor that leaves the type to `other` within its kind.
    private static func number(_ scalar: Scalar, beside other: Tensor) throws -> Tensor {
        try other.paired(with: scalar, "number").1
    }
}
