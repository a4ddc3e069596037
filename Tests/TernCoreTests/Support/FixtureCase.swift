import Testing
import Tern
import TernConformance

/// One call and what PyTorch answered.
struct FixtureCase: Sendable, CustomTestStringConvertible {
    let family: String
    let name: String
    /// PyTorch's name for the operation.
    let operation: String
    let inputNames: [String]
    let arguments: JSON
    let expectation: Expectation
    let tolerance: Tolerance
    private let tensors: FixtureTensors

    enum Expectation: Sendable {
        /// These tensors, and gradients where the case has them.
        case tensors([String], gradients: FirstGradients?, second: SecondGradients?)
        /// A plain truth value.
        case truth(Bool)
        /// PyTorch refuses the call.
        case error(message: String, kind: String)
    }

    /// loss = sum(output * weight); its gradients.
    struct FirstGradients: Sendable {
        /// Output name -> weight name.
        var weights: [(String, String)]
        /// Input name -> gradient name.
        var gradients: [(String, String)]
        /// Output name -> name of the operation behind it.
        var functions: [(String, String)]
    }

    /// loss = sum(weight * output^2); its gradients, and the gradients of sum(direction * gradient).
    struct SecondGradients: Sendable {
        var weights: [(String, String)]
        var directions: [(String, String)]
        var first: [(String, String)]
        var second: [(String, String)]
    }

    var testDescription: String { "\(family)/\(name)" }

    init(_ json: JSON, family: String, tolerance: Tolerance, tensors: FixtureTensors) throws {
        guard let name = json["name"]?.string, let operation = json["op"]?.string, let inputs = json["inputs"]?.strings
        else { throw FixtureError("\(family): a case without name, op or inputs") }
        self.family = family
        self.name = name
        self.operation = operation
        self.tensors = tensors
        inputNames = inputs
        arguments = json["args"] ?? .object([])
        expectation = try FixtureCase.expectation(json)
        self.tolerance = Tolerance(
            rtol: json["rtol"]?.double ?? tolerance.rtol, atol: json["atol"]?.double ?? tolerance.atol)
    }

    private static func expectation(_ json: JSON) throws -> Expectation {
        if let message = json["error"]?.string {
            return .error(message: message, kind: json["error_type"]?.string ?? "RuntimeError")
        }
        if let truth = json["result"]?.bool { return .truth(truth) }
        guard let outputs = json["outputs"]?.strings else { throw FixtureError("a case that expects nothing") }
        let first = json["grads"].map {
            FirstGradients(
                weights: names($0["loss_weights"]), gradients: names($0["wrt"]), functions: names($0["functions"]))
        }
        let second = json["double"].map {
            SecondGradients(
                weights: names($0["loss_weights"]), directions: names($0["grad_weights"]), first: names($0["first"]),
                second: names($0["second"]))
        }
        return .tensors(outputs, gradients: first, second: second)
    }

    private static func names(_ json: JSON?) -> [(String, String)] {
        (json?.object ?? []).compactMap { member in member.value.string.map { (member.key, $0) } }
    }

    /// The tensor that the case calls `name`.
    func tensor(_ name: String) throws -> Tensor {
        try tensors.tensor(name.contains("/") ? name : "\(self.name)/\(name)")
    }

    /// The inputs, each a view with the layout that the case asks for.
    func inputs() throws -> [String: Tensor] {
        let layouts = arguments["layout"]
        let pairs = try inputNames.map { name in
            let stored = try tensor(name)
            return (name, try layouts?[name]?.string.map { try stored.laidOut($0) } ?? stored)
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    /// The inputs, those of floating-point types as leaves that require a gradient.
    func differentiableInputs() throws -> [String: Tensor] {
        try inputs().mapValues { $0.dtype.isFloatingPoint ? $0.requiringGrad() : $0 }
    }

    /// Which of an operation's results an output is: `out.2` is the third, other names are in order.
    func position(of output: String, among names: [String]) -> Int? {
        output.hasPrefix("out.") ? Int(output.dropFirst(4)) : names.firstIndex(of: output)
    }
}

extension Tensor {
    /// The view of a stored tensor that a layout's name stands for.
    func laidOut(_ layout: String) throws -> Tensor {
        switch layout {
        case "transposed": return try transpose(0, -1)
        case "strided": return try slice(dim: -1, step: 2)
        case "sliced": return try slice(dim: 0, from: 1, to: -1)
        case "channels_last": return try permute(0, 3, 1, 2)
        default:
            guard layout.hasPrefix("expanded:"), let count = Int(layout.dropFirst(9)) else {
                throw FixtureError("unknown layout \(layout)")
            }
            return try expand([count] + shape.dropFirst())
        }
    }
}
