import Tern

/// The inputs and arguments of a case, as the Swift twin of its operation asks for them.
struct Call {
    private let inputs: [String: Tensor]
    private let arguments: JSON

    init(_ inputs: [String: Tensor], _ arguments: JSON) {
        self.inputs = inputs
        self.arguments = arguments
    }

    // MARK: Tensors

    /// The operand `input`.
    var input: Tensor { get throws { try tensor("input") } }
    /// The operand `other`.
    var other: Tensor { get throws { try tensor("other") } }

    /// The input of that name, or the one that an argument of that name refers to.
    func tensor(_ name: String) throws -> Tensor {
        guard let tensor = optionalTensor(name) else { throw FixtureError("there is no input \(name)") }
        return tensor
    }

    func optionalTensor(_ name: String) -> Tensor? {
        inputs[name] ?? arguments[name]?["tensor"]?.string.flatMap { inputs[$0] }
    }

    /// The inputs `name.0`, `name.1`, ...
    func tensors(_ name: String) -> [Tensor] {
        var list: [Tensor] = []
        while let next = inputs["\(name).\(list.count)"] { list.append(next) }
        return list
    }

    // MARK: Numbers

    func has(_ name: String) -> Bool { inputs[name] != nil || argument(name) != nil }

    /// The argument of that name, unless it is null.
    func argument(_ name: String) -> JSON? { arguments[name].flatMap { $0.isNull ? nil : $0 } }

    func int(_ name: String) throws -> Int { try value(name, optionalInt(name)) }
    func optionalInt(_ name: String) -> Int? { argument(name)?.int }

    func ints(_ name: String) throws -> [Int] { try value(name, argument(name)?.ints) }

    /// An integer or a list of them.
    func intOrInts(_ name: String) throws -> [Int] { try optionalInt(name).map { [$0] } ?? ints(name) }

    func double(_ name: String) throws -> Double { try value(name, optionalDouble(name)) }
    func optionalDouble(_ name: String) -> Double? { argument(name).flatMap(Call.double) }

    func flag(_ name: String, default standard: Bool = false) -> Bool { argument(name)?.bool ?? standard }

    func string(_ name: String) throws -> String { try value(name, argument(name)?.string) }

    func dtype() throws -> DType? {
        guard let name = argument("dtype") else { return nil }
        return try value("dtype", name.string.flatMap(DType.init(name:)))
    }

    /// A number whose kind counts.
    func scalar(_ name: String) throws -> Scalar { try value(name, optionalScalar(name)) }

    func optionalScalar(_ name: String) -> Scalar? { argument(name).flatMap(Call.scalar) }

    /// Arguments given as a list of objects.
    func calls(_ name: String) throws -> [JSON] { try value(name, argument(name)?.array) }

    private func value<Value>(_ name: String, _ found: Value?) throws -> Value {
        guard let found else { throw FixtureError("there is no argument \(name) of that kind") }
        return found
    }

    static func double(_ json: JSON) -> Double? { json.double ?? json.string.flatMap(Double.init) }

    static func scalar(_ json: JSON) -> Scalar? {
        if let value = json["int"]?.int ?? json.int { return .int(Int64(value)) }
        if let value = json["bool"]?.bool ?? json.bool { return .bool(value) }
        return (json["float"] ?? json).nonObject.flatMap(double).map { .double($0) }
    }
}

extension JSON {
    fileprivate var nonObject: JSON? { object == nil ? self : nil }
}

/// An operand that may be a tensor or a number.
enum FixtureOperand {
    case tensor(Tensor)
    case number(Scalar)
}

extension Call {
    func operand(_ name: String) throws -> FixtureOperand {
        if let tensor = optionalTensor(name) { return .tensor(tensor) }
        return .number(try scalar(name))
    }
}

/// The Swift twin of a PyTorch function: the results in PyTorch's order; a truth value is a tensor of one bool.
typealias Operation = @Sendable (Call) throws -> [Tensor]
