import TernCore

/// A value in the state of an optimizer or a scheduler: what Python keeps there, by kind.
public enum StateValue: Sendable {
    /// Python's `None`.
    case none
    /// A truth value.
    case bool(Bool)
    /// An integer.
    case int(Int)
    /// A floating-point number.
    case double(Double)
    /// A string.
    case text(String)
    /// A tuple, such as `betas`.
    case tuple([StateValue])
    /// A list.
    case list([StateValue])
    /// A dictionary.
    case record(StateRecord)
    /// A tensor.
    case tensor(Tensor)
}

extension StateValue {
    /// The number, if it is one.
    public var doubleValue: Double? {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// The integer, if it is one.
    public var intValue: Int? { if case .int(let value) = self { value } else { nil } }

    /// The truth value, if it is one.
    public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The tensor, if it is one.
    public var tensorValue: Tensor? { if case .tensor(let value) = self { value } else { nil } }

    /// The dictionary, if it is one.
    public var recordValue: StateRecord? { if case .record(let value) = self { value } else { nil } }

    /// Whether it is Python's `None`.
    var isNone: Bool { if case .none = self { true } else { false } }

    /// The name of Python's type.
    var pythonType: String {
        switch self {
        case .none: "NoneType"
        case .bool: "bool"
        case .int: "int"
        case .double: "float"
        case .text: "str"
        case .tuple: "tuple"
        case .list: "list"
        case .record: "dict"
        case .tensor: "Tensor"
        }
    }

    /// The elements of a list or a tuple.
    public var elements: [StateValue]? {
        switch self {
        case .list(let values), .tuple(let values): values
        default: nil
        }
    }

    /// The numbers of a list or a tuple that holds nothing else.
    public var doubles: [Double]? {
        guard let elements else { return nil }
        let numbers = elements.compactMap(\.doubleValue)
        return numbers.count == elements.count ? numbers : nil
    }

    /// The number as it was written: `0` and `0.0` are two things in torch's text.
    init(_ scalar: Scalar) {
        switch scalar {
        case .int(let value): self = .int(Int(value))
        case .double(let value): self = .double(value)
        case .bool(let value): self = .bool(value)
        }
    }

    init(_ pair: (Double, Double)) { self = .tuple([.double(pair.0), .double(pair.1)]) }
}

extension StateValue: CustomStringConvertible {
    /// Python's text of the value.
    public var description: String {
        switch self {
        case .none: "None"
        case .bool(let value): value ? "True" : "False"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .text(let value): value
        case .tuple(let values): "(\(StateValue.joined(values))\(values.count == 1 ? "," : ""))"
        case .list(let values): "[\(StateValue.joined(values))]"
        case .record(let record): "\(record)"
        case .tensor(let tensor): "\(tensor)"
        }
    }

    /// The text inside a container, where strings are quoted.
    var quotedDescription: String { if case .text(let text) = self { "'\(text)'" } else { description } }

    private static func joined(_ values: [StateValue]) -> String {
        values.map(\.quotedDescription).joined(separator: ", ")
    }
}

extension StateValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByStringLiteral, ExpressibleByNilLiteral
{
    /// An integer.
    public init(integerLiteral value: Int) { self = .int(value) }
    /// A floating-point number.
    public init(floatLiteral value: Double) { self = .double(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A string.
    public init(stringLiteral value: String) { self = .text(value) }
    /// Python's `None`.
    public init(nilLiteral: ()) { self = .none }
}
