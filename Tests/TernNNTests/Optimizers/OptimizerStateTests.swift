import Foundation
import Tern
import TernConformance
import Testing

/// States that do not fit, against what torch says of them; see Tools/fixtures/optimizer_states.py.
@Suite struct OptimizerStateTests {
    struct Example: Sendable, CustomStringConvertible {
        let json: JSON
        var description: String {
            "\(source) \(target) \(json["types"]?.strings ?? []) \((json["shape"]?.array ?? []).compactMap(\.int))"
        }
        var source: String { json["from"]?.string ?? "" }
        var target: String { json["to"]?.string ?? "" }

        func optimizer(_ name: String, _ parameter: Parameter) throws -> Optimizer {
            var arguments = json["args"]?.object ?? (name == "SGD" ? [JSON.Member("momentum", .number(0.9))] : [])
            arguments.append(JSON.Member("lr", .number(0.1)))
            return try OptimizerTable.make(name, .object(arguments), [ParameterGroup([parameter])])
        }

        /// A parameter and its optimizer after a step.
        func stepped(_ dtype: DType = .float32) throws -> (Parameter, Optimizer) {
            let parameter = Parameter(try Tensor([1.0, 2, 3], dtype: .float32).to(dtype))
            let optimizer = try optimizer(source, parameter)
            parameter.grad = try Tensor([1.0, -1, 0.5], dtype: .float32).to(dtype)
            try optimizer.step()
            return (parameter, optimizer)
        }

        /// Runs `body`, which either throws torch's error and leaves the parameter alone or gives torch's values.
        func check(_ parameter: Parameter, tolerance: Double, _ body: () throws -> Void) throws {
            let before = try parameter.tensor.array(of: Double.self)
            do {
                try body()
                let found = try parameter.tensor.array(of: Double.self)
                guard let expected = json["value"]?.array?.compactMap(\.double) else {
                    Issue.record("\(found) where torch refuses")
                    return
                }
                let errors = zip(found, expected).map { abs($0 - $1) / max(1, abs($1)) }
                #expect(errors.max() ?? 1 <= tolerance, "\(found) for \(expected)")
            } catch let error as TensorError {
                #expect(error.message == json["error"]?.string)
                #expect(error.kind.rawValue == json["kind"]?.string)
                #expect(try parameter.tensor.array(of: Double.self) == before)
            }
        }
    }

    static let file: JSON? = try? JSON.parse(
        Data(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("Fixtures/optimizer_states.json")))

    static func examples(_ part: String) -> [Example] { (file?[part]?.array ?? []).map { Example(json: $0) } }

    @Test func fixturesAreThere() {
        #expect(Self.examples("pairs").count == 110)
        #expect(Self.examples("types").count > 60 && Self.examples("shapes").count > 50)
    }

    @Test(arguments: examples("pairs")) func anotherOptimizersStateIsTorchs(_ example: Example) throws {
        let (parameter, optimizer) = try example.stepped()
        let successor = Parameter(parameter.tensor.detach())
        let taking = try example.optimizer(example.target, successor)
        try example.check(successor, tolerance: 2e-6) {
            try taking.loadStateDict(optimizer.stateDict())
            successor.grad = Tensor([0.5, 0.5, -1])
            try taking.step()
        }
    }

    @Test(arguments: examples("types")) func aParameterOfAnotherTypeIsTorchs(_ example: Example) throws {
        let types = (example.json["types"]?.strings ?? []).compactMap { DType(torchName: $0) }
        try #require(types.count == 2)
        let (parameter, optimizer) = try example.stepped(types[0])
        parameter.grad = nil
        parameter.tensor = try parameter.tensor.detach().to(types[1])
        parameter.grad = try Tensor([0.5, 0.5, -1], dtype: .float32).to(types[1])
        // Torch rounds between the operations of a step; Tern once.
        let isHalf = types.contains(.bfloat16) || types.contains(.float16)
        try example.check(parameter, tolerance: isHalf ? 0.02 : 1e-5) { try optimizer.step() }
        #expect(parameter.dtype == types[1])
    }

    @Test(arguments: examples("shapes")) func aParameterOfAnotherShapeIsRefused(_ example: Example) throws {
        let shape = (example.json["shape"]?.array ?? []).compactMap(\.int)
        let (parameter, optimizer) = try example.stepped()
        parameter.grad = nil
        parameter.tensor = .ones(shape)
        parameter.grad = .ones(shape)
        let error = #expect(throws: TensorError.self) { try optimizer.step() }
        // Torch's ASGD takes an average of [3] for a parameter of [1]; its Rprop names the two sizes the other way round.
        if example.source != "ASGD", example.source != "Rprop" {
            #expect(error?.message == example.json["error"]?.string)
        }
        #expect(try parameter.tensor.array(of: Float.self).allSatisfy { $0 == 1 })
    }
}

extension DType {
    fileprivate init?(torchName: String) {
        let all: [DType] = [.float32, .float64, .float16, .bfloat16]
        guard let found = all.first(where: { "\($0)" == "torch.\(torchName)" || "\($0)" == torchName }) else {
            return nil
        }
        self = found
    }
}
