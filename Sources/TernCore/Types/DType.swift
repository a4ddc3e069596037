/// The type of a tensor's elements.
///
/// Dynamic, as in torch: one `Tensor` type holds any of them, and `resultType` says what mixing two gives.
public enum DType: Int, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    // The order is that of `tern_dtype` in CTernKernels.
    case float32, float64, float16, bfloat16, int64, int32, int16, int8, uint8, bool

    /// The size of one element in bytes.
    public var itemSize: Int {
        switch self {
        case .float64, .int64: 8
        case .float32, .int32: 4
        case .float16, .bfloat16, .int16: 2
        case .int8, .uint8, .bool: 1
        }
    }

    /// True for float32, float64, float16 and bfloat16: the types that gradients can have.
    public var isFloatingPoint: Bool { category == .floating }

    /// True for the five integer types; bool is not one of them.
    public var isInteger: Bool { category == .integer }

    /// False for uint8 and bool.
    public var isSigned: Bool { self != .uint8 && self != .bool }

    /// Torch's name without its prefix: `float32`.
    public var description: String { name }

    /// Torch's name without its prefix: `float32`.
    public var name: String {
        switch self {
        case .float32: "float32"
        case .float64: "float64"
        case .float16: "float16"
        case .bfloat16: "bfloat16"
        case .int64: "int64"
        case .int32: "int32"
        case .int16: "int16"
        case .int8: "int8"
        case .uint8: "uint8"
        case .bool: "bool"
        }
    }

    /// The type of that name, or nil: `DType(name: "float32")`.
    public init?(name: String) {
        guard let match = DType.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    /// The name that torch's C++ messages use: `Float`, `Double`, `Half`, `BFloat16`, `Long`, …
    package var scalarTypeName: String {
        switch self {
        case .float32: "Float"
        case .float64: "Double"
        case .float16: "Half"
        case .bfloat16: "BFloat16"
        case .int64: "Long"
        case .int32: "Int"
        case .int16: "Short"
        case .int8: "Char"
        case .uint8: "Byte"
        case .bool: "Bool"
        }
    }

    /// The C type name that some of torch's messages use: `float`, `double`, `c10::Half`, `long int`, …
    package var cTypeName: String {
        switch self {
        case .float32: "float"
        case .float64: "double"
        case .float16: "c10::Half"
        case .bfloat16: "c10::BFloat16"
        case .int64: "long int"
        case .int32: "int"
        case .int16: "short int"
        case .int8: "signed char"
        case .uint8: "unsigned char"
        case .bool: "bool"
        }
    }
}

extension DType {
    /// The C type name of those messages that write integers with their widths: `uint8_t`, `int64_t`, …
    package var integerTypeName: String {
        switch self {
        case .int64: "int64_t"
        case .int16: "int16_t"
        case .int8: "int8_t"
        case .uint8: "uint8_t"
        default: cTypeName
        }
    }

    /// The three kinds between which torch's promotion climbs.
    package enum Category: Int, Comparable, Sendable {
        case boolean, integer, floating

        package static func < (left: Category, right: Category) -> Bool { left.rawValue < right.rawValue }
    }

    package var category: Category {
        switch self {
        case .bool: .boolean
        case .int64, .int32, .int16, .int8, .uint8: .integer
        case .float32, .float64, .float16, .bfloat16: .floating
        }
    }

    /// The smallest type that holds both: torch's `promote_types`.
    ///
    /// - Source: `torch.promote_types`.
    public static func promote(_ a: DType, _ b: DType) -> DType {
        if a == b { return a }
        if a.category != b.category { return a.category > b.category ? a : b }
        switch a.category {
        case .boolean:
            return .bool
        case .floating:
            // The two half types have no common 16-bit type: together they make float32.
            return a == .float64 || b == .float64 ? .float64 : .float32
        case .integer:
            if a == .uint8 || b == .uint8 {
                // uint8 fits into every signed type but int8; the two together need int16.
                let signed = a == .uint8 ? b : a
                return signed == .int8 ? .int16 : signed
            }
            return a.itemSize > b.itemSize ? a : b
        }
    }
}

extension DType {
    /// The largest finite value of a floating-point type.
    var greatestFinite: Double {
        switch self {
        case .float64: .greatestFiniteMagnitude
        case .float16: 65504
        case .bfloat16: 0x1.FEp127
        default: Double(Float.greatestFiniteMagnitude)
        }
    }
}
