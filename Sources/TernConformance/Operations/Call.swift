import Tern
import TernFormats

/// The inputs and arguments of a case, as the Swift twin of its operation asks for them.
package struct Call {
    private let inputs: [String: Tensor]
    private let arguments: JSON
    private let reads = Reads()

    package init(_ inputs: [String: Tensor], _ arguments: JSON) {
        self.inputs = inputs
        self.arguments = arguments
    }

    // MARK: Tensors

    /// The operand `input`.
    package var input: Tensor { get throws { try tensor("input") } }
    /// The operand `other`.
    package var other: Tensor { get throws { try tensor("other") } }

    /// The input of that name, or the one that an argument of that name refers to.
    package func tensor(_ name: String) throws -> Tensor {
        guard let tensor = optionalTensor(name) else { throw FixtureError("there is no input \(name)") }
        return tensor
    }

    package func optionalTensor(_ name: String) -> Tensor? {
        if let input = input(name) { return input }
        guard let reference = arguments[name]?["tensor"]?.string else { return nil }
        reads.note(name)
        return input(reference)
    }

    /// An input that the call changes.
    func buffer(_ name: String) -> Buffer? {
        let buffer = optionalTensor(name).map { Buffer($0) }
        reads.buffers[name] = buffer
        return buffer
    }

    /// What has become of such inputs.
    package var changed: [String: Tensor] { reads.buffers.mapValues(\.tensor) }

    private func input(_ name: String) -> Tensor? {
        guard let input = inputs[name] else { return nil }
        reads.note(name)
        return input
    }

    /// The inputs `name.0`, `name.1`, ...
    package func tensors(_ name: String) -> [Tensor] {
        var list: [Tensor] = []
        while let next = input("\(name).\(list.count)") { list.append(next) }
        return list
    }

    // MARK: Numbers

    package func has(_ name: String) -> Bool { inputs[name] != nil || argument(name) != nil }

    /// The argument of that name, unless it is null.
    package func argument(_ name: String) -> JSON? {
        reads.note(name)
        return arguments[name].flatMap { $0.isNull ? nil : $0 }
    }

    /// Inputs and arguments that nobody has asked for. Null says nothing.
    package var unread: [String] {
        let members = (arguments.object ?? []).filter { !$0.value.isNull && $0.key != "layout" }
        return reads.unread(among: inputs.keys.sorted() + members.map(\.key))
    }

    package func int(_ name: String) throws -> Int { try value(name, optionalInt(name)) }
    func int(_ name: String, default standard: Int) -> Int { optionalInt(name) ?? standard }
    package func optionalInt(_ name: String) -> Int? { argument(name)?.int }

    package func ints(_ name: String) throws -> [Int] { try value(name, argument(name)?.ints) }

    /// An integer or a list of them.
    package func intOrInts(_ name: String) throws -> [Int] { try optionalInt(name).map { [$0] } ?? ints(name) }

    func intOrInts(_ name: String, default standard: [Int]) throws -> [Int] {
        try has(name) ? intOrInts(name) : standard
    }

    package func double(_ name: String) throws -> Double { try value(name, optionalDouble(name)) }
    package func optionalDouble(_ name: String) -> Double? { argument(name).flatMap(Call.double) }

    package func flag(_ name: String, default standard: Bool = false) -> Bool { argument(name)?.bool ?? standard }

    package func string(_ name: String) throws -> String { try value(name, argument(name)?.string) }

    package func dtype() throws -> DType? {
        guard let name = argument("dtype") else { return nil }
        return try value("dtype", name.string.flatMap(DType.init(name:)))
    }

    /// A number whose kind counts.
    package func scalar(_ name: String) throws -> Scalar { try value(name, optionalScalar(name)) }

    package func optionalScalar(_ name: String) -> Scalar? { argument(name).flatMap(Call.scalar) }

    /// Arguments given as a list of objects.
    package func calls(_ name: String) throws -> [JSON] { try value(name, argument(name)?.array) }

    private func value<Value>(_ name: String, _ found: Value?) throws -> Value {
        guard let found else { throw FixtureError("there is no argument \(name) of that kind") }
        return found
    }

    package static func double(_ json: JSON) -> Double? { json.double ?? json.string.flatMap(Double.init) }

    package static func scalar(_ json: JSON) -> Scalar? {
        if let value = json["int"]?.int ?? json.int { return .int(Int64(value)) }
        if let value = json["bool"]?.bool ?? json.bool { return .bool(value) }
        return (json["float"] ?? json).nonObject.flatMap(double).map { .double($0) }
    }
}

extension JSON {
    fileprivate var nonObject: JSON? { object == nil ? self : nil }
}

/// An operand that may be a tensor or a number.
package enum FixtureOperand {
    case tensor(Tensor)
    case number(Scalar)
}

extension Call {
    package func operand(_ name: String) throws -> FixtureOperand {
        if let tensor = optionalTensor(name) { return .tensor(tensor) }
        return .number(try scalar(name))
    }
}

/// The Swift twin of a PyTorch function: the results in PyTorch's order; a truth value is a tensor of one bool.
package typealias Operation = @Sendable (Call) throws -> [Tensor]
