import CTernKernels

infix operator .== : ComparisonPrecedence
infix operator .!= : ComparisonPrecedence
infix operator .< : ComparisonPrecedence
infix operator .<= : ComparisonPrecedence
infix operator .> : ComparisonPrecedence
infix operator .>= : ComparisonPrecedence

// Comparisons give a bool tensor. The operators have a dot, as those of Swift's SIMD types, because Swift's `==` and `<` promise
// a single Bool.

extension Tensor {
    /// Where self equals other.
    ///
    /// - Source: `torch.eq`.
    public func eq(_ other: Tensor) throws -> Tensor { try Tensor.compare(TERN_EQ, self, other, "eq") }
    /// Where self differs from other.
    ///
    /// - Source: `torch.ne`.
    public func ne(_ other: Tensor) throws -> Tensor { try Tensor.compare(TERN_NE, self, other, "ne") }
    /// Where self is less than other.
    ///
    /// - Source: `torch.lt`.
    public func lt(_ other: Tensor) throws -> Tensor { try Tensor.compare(TERN_LT, self, other, "lt") }
    /// Where self is at most other.
    ///
    /// - Source: `torch.le`.
    public func le(_ other: Tensor) throws -> Tensor { try Tensor.compare(TERN_LE, self, other, "le") }
    /// Where self is greater than other.
    ///
    /// - Source: `torch.gt`.
    public func gt(_ other: Tensor) throws -> Tensor { try Tensor.compare(TERN_GT, self, other, "gt") }
    /// Where self is at least other.
    ///
    /// - Source: `torch.ge`.
    public func ge(_ other: Tensor) throws -> Tensor { try Tensor.compare(TERN_GE, self, other, "ge") }

    /// Where two tensors are equal.
    public static func .== (a: Tensor, b: Tensor) throws -> Tensor { try a.eq(b) }
    /// Where two tensors differ.
    public static func .!= (a: Tensor, b: Tensor) throws -> Tensor { try a.ne(b) }
    /// Where a is less than b.
    public static func .< (a: Tensor, b: Tensor) throws -> Tensor { try a.lt(b) }
    /// Where a is at most b.
    public static func .<= (a: Tensor, b: Tensor) throws -> Tensor { try a.le(b) }
    /// Where a is greater than b.
    public static func .> (a: Tensor, b: Tensor) throws -> Tensor { try a.gt(b) }
    /// Where a is at least b.
    public static func .>= (a: Tensor, b: Tensor) throws -> Tensor { try a.ge(b) }

    /// Where a tensor equals a number.
    public static func .== (a: Tensor, b: some ScalarConvertible) -> Tensor { compare(TERN_EQ, a, b.scalar, "eq") }
    /// Where a tensor differs from a number.
    public static func .!= (a: Tensor, b: some ScalarConvertible) -> Tensor { compare(TERN_NE, a, b.scalar, "ne") }
    /// Where a tensor is less than a number.
    public static func .< (a: Tensor, b: some ScalarConvertible) -> Tensor { compare(TERN_LT, a, b.scalar, "lt") }
    /// Where a tensor is at most a number.
    public static func .<= (a: Tensor, b: some ScalarConvertible) -> Tensor { compare(TERN_LE, a, b.scalar, "le") }
    /// Where a tensor is greater than a number.
    public static func .> (a: Tensor, b: some ScalarConvertible) -> Tensor { compare(TERN_GT, a, b.scalar, "gt") }
    /// Where a tensor is at least a number.
    public static func .>= (a: Tensor, b: some ScalarConvertible) -> Tensor { compare(TERN_GE, a, b.scalar, "ge") }

    private static func compare(_ op: BinaryOp, _ a: Tensor, _ b: Tensor, _ operation: String) throws -> Tensor {
        let (a, b) = try unified(a.detach(), b.detach(), operation)
        return try combined(op, a, b, in: a.dtype, resultType: .bool, operation)
    }

    private static func compare(_ op: BinaryOp, _ a: Tensor, _ b: Scalar, _ operation: String) -> Tensor {
        deferringErrors {
            let (a, b) = try a.detach().paired(with: b, operation)
            return try combined(op, a, b, in: a.dtype, resultType: .bool, operation)
        }
    }
}

extension Tensor {
    /// Whether two tensors have the same shape and the same elements.
    ///
    /// - Throws: `TensorError` for different element types or a tensor that carries an error.
    /// - Source: `torch.equal`.
    public func equal(_ other: Tensor) throws -> Bool {
        try validate()
        try other.validate()
        guard shape == other.shape else { return false }
        return try eq(other).all().item(as: Bool.self)
    }

    /// Where |self - other| <= atol + rtol * |other|.
    ///
    /// - Parameters:
    ///   - rtol: tolerance relative to other. Default 1e-5.
    ///   - atol: absolute tolerance. Default 1e-8.
    ///   - equalNaN: whether NaN is close to NaN. Default false.
    /// - Throws: `TensorError` for different element types, or shapes that don't broadcast.
    /// - Source: `torch.isclose`.
    public func isClose(
        _ other: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8, equalNaN: Bool = false
    ) throws -> Tensor {
        try validate()
        try other.validate()
        guard dtype == other.dtype else {
            throw TensorError("isclose", "\(dtype.scalarTypeName) did not match \(other.dtype.scalarTypeName)")
        }
        guard rtol >= 0 else {
            throw TensorError("isclose", "rtol must be greater than or equal to zero, but got \(streamed(rtol))")
        }
        guard atol >= 0 else {
            throw TensorError("isclose", "atol must be greater than or equal to zero, but got \(streamed(atol))")
        }
        let (a, b) = (detach(), other.detach())
        var close = try a.eq(b)
        if equalNaN, dtype.isFloatingPoint { close = try close.logicalOr(a.isNaN().logicalAnd(b.isNaN())) }
        let (x, y) = dtype.isFloatingPoint ? (a, b) : (try a.to(.float64), try b.to(.float64))
        let allowed = y.mul(rtol).abs().add(atol)
        let distance = try x.sub(y).abs()
        // Infinite distances are close only by equality.
        return try close.logicalOr(distance.le(allowed).logicalAnd(distance.isFinite()))
    }

    /// Whether all elements are close; see `isClose`.
    ///
    /// - Throws: `TensorError` for different element types, or shapes that don't broadcast.
    /// - Source: `torch.allclose`.
    public func allClose(
        _ other: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8, equalNaN: Bool = false
    ) throws -> Bool {
        try isClose(other, rtol: rtol, atol: atol, equalNaN: equalNaN).all().item(as: Bool.self)
    }
}
