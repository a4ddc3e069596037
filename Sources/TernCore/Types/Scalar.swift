/// A plain number in a tensor expression: `x * 2`, `x + 0.5`, `mask & true`.
///
/// It behaves as a Python number does beside a torch tensor: it never changes the tensor's type within its kind,
/// so that an int8 tensor times `2` stays int8, but times `2.5` becomes float32.
public enum Scalar: Sendable, Hashable {
    /// An integer.
    case int(Int64)
    /// A floating-point number.
    case double(Double)
    /// A truth value.
    case bool(Bool)

    /// The kind that takes part in type promotion.
    package var category: DType.Category {
        switch self {
        case .int: .integer
        case .double: .floating
        case .bool: .boolean
        }
    }

    /// The type of a tensor made from this number alone: int64, float32 or bool.
    public var defaultDType: DType {
        switch self {
        case .int: .int64
        case .double: .float32
        case .bool: .bool
        }
    }

    /// The value as a floating-point number; true is 1.
    public var doubleValue: Double {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        case .bool(let value): value ? 1 : 0
        }
    }

    /// The value as an integer, cut towards zero and to int64's range; NaN is 0.
    public var int64Value: Int64 {
        switch self {
        case .int(let value): value
        case .bool(let value): value ? 1 : 0
        case .double(let value):
            if value.isNaN { 0 } else { Int64(exactly: value.rounded(.towardZero)) ?? (value < 0 ? .min : .max) }
        }
    }
}

extension Scalar {
    /// Refuses to become an element of a type that cannot hold the value. Infinities fit into every floating-point type,
    /// everything fits into bool, and negative integers wrap around in uint8, as in torch.
    ///
    /// - Throws: torch's "value cannot be converted to type … without overflow".
    package func checkFits(_ dtype: DType, _ operation: String) throws {
        let bounds: ClosedRange<Double>
        switch dtype {
        case .bool, .float64, .float16, .bfloat16: return
        case .float32: bounds = -Double(Float.greatestFiniteMagnitude)...Double(Float.greatestFiniteMagnitude)
        // 2^63 itself is a Double that no Int64 equals.
        case .int64: bounds = -0x1p63...0x1p63.nextDown
        case .int32: bounds = -0x1p31...0x1p31 - 1
        case .int16: bounds = -0x1p15...0x1p15 - 1
        case .int8: bounds = -0x1p7...0x1p7 - 1
        case .uint8: bounds = -255...255
        }
        if case .double(let value) = self {
            if dtype == .float32, !value.isFinite { return }
            if bounds.contains(value) { return }
        } else if dtype == .int64 || bounds.contains(doubleValue) {
            return
        }
        throw TensorError(operation, "value cannot be converted to type \(dtype.integerTypeName) without overflow")
    }
}

extension Scalar: CustomStringConvertible {
    /// The number as Swift writes it.
    public var description: String {
        switch self {
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .bool(let value): "\(value)"
        }
    }
}

/// What can stand as a plain number beside a tensor: Swift's own number types and `Bool`.
public protocol ScalarConvertible: Sendable {
    /// The number as Tern handles it.
    var scalar: Scalar { get }
}

extension Scalar: ScalarConvertible {
    /// Itself.
    public var scalar: Scalar { self }
}
extension Double: ScalarConvertible {
    /// A floating-point scalar.
    public var scalar: Scalar { .double(self) }
}
extension Float: ScalarConvertible {
    /// A floating-point scalar.
    public var scalar: Scalar { .double(Double(self)) }
}
extension Int: ScalarConvertible {
    /// An integer scalar.
    public var scalar: Scalar { .int(Int64(self)) }
}
extension Int64: ScalarConvertible {
    /// An integer scalar.
    public var scalar: Scalar { .int(self) }
}
extension Int32: ScalarConvertible {
    /// An integer scalar.
    public var scalar: Scalar { .int(Int64(self)) }
}
extension Int16: ScalarConvertible {
    /// An integer scalar.
    public var scalar: Scalar { .int(Int64(self)) }
}
extension Int8: ScalarConvertible {
    /// An integer scalar.
    public var scalar: Scalar { .int(Int64(self)) }
}
extension UInt8: ScalarConvertible {
    /// An integer scalar.
    public var scalar: Scalar { .int(Int64(self)) }
}
extension Bool: ScalarConvertible {
    /// A truth value.
    public var scalar: Scalar { .bool(self) }
}
