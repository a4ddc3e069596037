import CTernKernels

extension Tensor {
    /// Where both are non-zero.
    ///
    /// - Source: `torch.logical_and`.
    public func logicalAnd(_ other: Tensor) throws -> Tensor { try logical(TERN_LOGICAL_AND, other, "logical_and") }
    /// Where either is non-zero.
    ///
    /// - Source: `torch.logical_or`.
    public func logicalOr(_ other: Tensor) throws -> Tensor { try logical(TERN_LOGICAL_OR, other, "logical_or") }
    /// Where exactly one is non-zero.
    ///
    /// - Source: `torch.logical_xor`.
    public func logicalXor(_ other: Tensor) throws -> Tensor { try logical(TERN_LOGICAL_XOR, other, "logical_xor") }
    /// Where self is zero.
    ///
    /// - Source: `torch.logical_not`.
    public func logicalNot() -> Tensor { predicate(TERN_LOGICAL_NOT, "logical_not") }

    /// Where self is not a number.
    ///
    /// - Source: `torch.isnan`.
    public func isNaN() -> Tensor { predicate(TERN_IS_NAN, "isnan") }
    /// Where self is infinite.
    ///
    /// - Source: `torch.isinf`.
    public func isInf() -> Tensor { predicate(TERN_IS_INF, "isinf") }
    /// Where self is neither infinite nor NaN.
    ///
    /// - Source: `torch.isfinite`.
    public func isFinite() -> Tensor { predicate(TERN_IS_FINITE, "isfinite") }
    /// Where self has its sign bit set (-0 has).
    ///
    /// - Source: `torch.signbit`.
    public func signBit() -> Tensor { predicate(TERN_SIGNBIT, "signbit") }

    private func predicate(_ op: UnaryOp, _ operation: String) -> Tensor {
        Tensor.deferringErrors { try detach().mapped(op, operation, dtype: .bool) }
    }

    private func logical(_ op: BinaryOp, _ other: Tensor, _ operation: String) throws -> Tensor {
        let (a, b) = try Tensor.unified(detach(), other.detach(), operation)
        return try Tensor.combined(op, a, b, in: a.dtype, resultType: .bool, operation)
    }
}

extension Tensor {
    /// Bitwise and of integers; logical and of bool.
    ///
    /// - Throws: `TensorError` for floating-point types or shapes that don't broadcast.
    /// - Source: `torch.bitwise_and`.
    public func bitwiseAnd(_ other: Tensor) throws -> Tensor { try bitwise(TERN_BITWISE_AND, other, "bitwise_and") }
    /// Bitwise or of integers; logical or of bool.
    ///
    /// - Source: `torch.bitwise_or`.
    public func bitwiseOr(_ other: Tensor) throws -> Tensor { try bitwise(TERN_BITWISE_OR, other, "bitwise_or") }
    /// Bitwise exclusive or of integers; logical exclusive or of bool.
    ///
    /// - Source: `torch.bitwise_xor`.
    public func bitwiseXor(_ other: Tensor) throws -> Tensor { try bitwise(TERN_BITWISE_XOR, other, "bitwise_xor") }
    /// self * 2^other.
    ///
    /// - Source: `torch.bitwise_left_shift`.
    public func bitwiseLeftShift(_ other: Tensor) throws -> Tensor { try bitwise(TERN_SHIFT_LEFT, other, "lshift") }
    /// self / 2^other, rounded down.
    ///
    /// - Source: `torch.bitwise_right_shift`.
    public func bitwiseRightShift(_ other: Tensor) throws -> Tensor { try bitwise(TERN_SHIFT_RIGHT, other, "rshift") }

    /// Every bit inverted; not of a bool.
    ///
    /// - Source: `torch.bitwise_not`.
    public func bitwiseNot() -> Tensor {
        Tensor.deferringErrors {
            try validate()
            guard !dtype.isFloatingPoint else { throw unsupported("bitwise_not_cpu") }
            return try detach().mapped(TERN_BITWISE_NOT, "bitwise_not")
        }
    }

    /// Bitwise and; for masks, logical and.
    public static func & (a: Tensor, b: Tensor) throws -> Tensor { try a.bitwiseAnd(b) }
    /// Bitwise or; for masks, logical or.
    public static func | (a: Tensor, b: Tensor) throws -> Tensor { try a.bitwiseOr(b) }
    /// Bitwise exclusive or.
    public static func ^ (a: Tensor, b: Tensor) throws -> Tensor { try a.bitwiseXor(b) }
    /// self * 2^other of integers.
    public static func << (a: Tensor, b: Tensor) throws -> Tensor { try a.bitwiseLeftShift(b) }
    /// self / 2^other of integers, rounded down.
    public static func >> (a: Tensor, b: Tensor) throws -> Tensor { try a.bitwiseRightShift(b) }
    /// Every bit inverted; not of a mask.
    public static prefix func ~ (a: Tensor) -> Tensor { a.bitwiseNot() }

    private func bitwise(_ op: BinaryOp, _ other: Tensor, _ operation: String) throws -> Tensor {
        try Tensor.bitwise(op, Tensor.unified(detach(), other.detach(), operation), operation)
    }

    private func bitwise(_ op: BinaryOp, _ number: Scalar, _ operation: String, reversed: Bool = false) -> Tensor {
        Tensor.deferringErrors {
            let (tensor, number) = try detach().paired(with: number, operation)
            return try Tensor.bitwise(op, reversed ? (number, tensor) : (tensor, number), operation)
        }
    }

    private static func bitwise(_ op: BinaryOp, _ operands: (Tensor, Tensor), _ operation: String) throws -> Tensor {
        let (a, b) = operands
        let isShift = op == TERN_SHIFT_LEFT || op == TERN_SHIFT_RIGHT
        guard !a.dtype.isFloatingPoint, !isShift || a.dtype != .bool else { throw a.unsupported("\(operation)_cpu") }
        return try combined(op, a, b, in: a.dtype, operation)
    }

    /// Bitwise and with a number.
    public static func & (a: Tensor, b: some ScalarConvertible) -> Tensor {
        a.bitwise(TERN_BITWISE_AND, b.scalar, "bitwise_and")
    }
    /// Bitwise or with a number.
    public static func | (a: Tensor, b: some ScalarConvertible) -> Tensor {
        a.bitwise(TERN_BITWISE_OR, b.scalar, "bitwise_or")
    }
    /// Bitwise exclusive or with a number.
    public static func ^ (a: Tensor, b: some ScalarConvertible) -> Tensor {
        a.bitwise(TERN_BITWISE_XOR, b.scalar, "bitwise_xor")
    }
    /// a * 2^b.
    public static func << (a: Tensor, b: some ScalarConvertible) -> Tensor {
        a.bitwise(TERN_SHIFT_LEFT, b.scalar, "lshift")
    }
    /// a / 2^b, rounded down.
    public static func >> (a: Tensor, b: some ScalarConvertible) -> Tensor {
        a.bitwise(TERN_SHIFT_RIGHT, b.scalar, "rshift")
    }

    /// Bitwise and of a number and a tensor.
    public static func & (a: some ScalarConvertible, b: Tensor) -> Tensor { b & a }
    /// Bitwise or of a number and a tensor.
    public static func | (a: some ScalarConvertible, b: Tensor) -> Tensor { b | a }
    /// Bitwise exclusive or of a number and a tensor.
    public static func ^ (a: some ScalarConvertible, b: Tensor) -> Tensor { b ^ a }
    /// a * 2^b.
    public static func << (a: some ScalarConvertible, b: Tensor) -> Tensor {
        b.bitwise(TERN_SHIFT_LEFT, a.scalar, "lshift", reversed: true)
    }
    /// a / 2^b, rounded down.
    public static func >> (a: some ScalarConvertible, b: Tensor) -> Tensor {
        b.bitwise(TERN_SHIFT_RIGHT, a.scalar, "rshift", reversed: true)
    }

    /// Torch's refusal of an element type.
    package func unsupported(_ kernel: String) -> TensorError {
        TensorError(.notImplemented, kernel, "\"\(kernel)\" not implemented for '\(dtype.scalarTypeName)'")
    }
}
