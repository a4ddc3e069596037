import Tern
import TernConformance
import Testing

/// Twenty steps of every optimizer against torch's.
@Suite struct OptimizerTests {
    @Test func fixturesAreThere() { #expect(OptimizerCase.all.count > 20) }

    @Test(arguments: OptimizerCase.all.filter { $0.error == nil })
    func twentyStepsAreTorchs(_ example: OptimizerCase) throws {
        let parameters = try example.parameters()
        var optimizer = try make(example, parameters)
        #expect("\(optimizer)" == example.text)
        let gradients = try (0..<3).map(example.gradients)
        for step in 0..<20 {
            for index in 0..<3 { parameters[index].grad = index == 2 && step < 2 ? nil : gradients[index][step] }
            // The state travels through its dictionary into another optimizer halfway.
            if step == 10 {
                let successor = try make(example, parameters)
                try successor.loadStateDict(optimizer.stateDict())
                optimizer = successor
            }
            try optimizer.step()
        }
        for index in 0..<3 {
            try compare(parameters[index].tensor, example.result("\(index)"), example.tolerance, "\(index)")
        }
        try compareState(optimizer.stateDict(), example)
    }

    @Test(arguments: OptimizerCase.all.filter { $0.error != nil })
    func numbersOutOfRangeAreRefused(_ example: OptimizerCase) throws {
        do {
            _ = try OptimizerTable.make(
                example.optimizer, example.arguments, [ParameterGroup([Parameter(.zeros([1]))])])
            Issue.record("\(example): accepted")
        } catch let error as TensorError {
            #expect(error.message == example.error)
            #expect(error.kind == .value)
        }
    }

    private func make(_ example: OptimizerCase, _ parameters: [Parameter]) throws -> Optimizer {
        let all = [ParameterGroup(parameters)]
        let two = [ParameterGroup(Array(parameters[..<2])), ParameterGroup([parameters[2]], ["lr": 0.05])]
        return try OptimizerTable.make(example.optimizer, example.arguments, example.isGrouped ? two : all)
    }

    private func compareState(_ found: OptimizerState, _ example: OptimizerCase) throws {
        #expect(Set(found.state.keys) == Set(example.state.keys))
        for (number, names) in example.state {
            let record = try #require(found.state[number])
            #expect(record.keys == names)
            for name in names {
                let tensor = try #require(record[name]?.tensorValue)
                try compare(tensor, example.result("\(number)/\(name)"), example.tolerance, "\(number)/\(name)")
            }
        }
        for (group, expected) in zip(found.paramGroups, example.groups) {
            #expect(group.keys.sorted() == (expected.object ?? []).map(\.key).sorted())
            for member in expected.object ?? [] {
                let value = try #require(group[member.key])
                #expect(isEqual(value, member.value), "\(member.key): \(value)")
            }
        }
    }

    private func isEqual(_ value: StateValue, _ json: JSON) -> Bool {
        switch value {
        case .none: json.isNull
        case .bool(let flag): json.bool == flag
        case .int(let number): json.int == number
        case .double(let number): json.double == number
        case .text(let text): json.string == text
        case .list(let values), .tuple(let values):
            json.array.map { $0.count == values.count && zip(values, $0).allSatisfy(isEqual) } ?? false
        case .record, .tensor: false
        }
    }

    private func compare(_ found: Tensor, _ expected: Tensor, _ tolerance: Double, _ name: String) throws {
        #expect(found.dtype == expected.dtype && found.shape == expected.shape, "\(name)")
        let (a, b) = (try found.array(of: Double.self), try expected.array(of: Double.self))
        let largest = zip(a, b).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
        #expect(largest <= tolerance, "\(name)")
    }
}
