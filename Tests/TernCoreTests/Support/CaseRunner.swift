import Testing
import Tern
import TernConformance

/// Runs a case and records everything that differs from PyTorch's answer as the running test's failure.
func run(_ fixture: FixtureCase) {
    do {
        for problem in try problems(of: fixture) { Issue.record("\(fixture.testDescription): \(problem)") }
    } catch {
        Issue.record("\(fixture.testDescription): \(error)")
    }
}

private func problems(of fixture: FixtureCase) throws -> [String] {
    guard let operation = Twins.all[fixture.operation] else {
        return ["the operation \(fixture.operation) has no Swift twin in Sources/TernConformance/Operations"]
    }
    switch fixture.expectation {
    case .error: return try refusal(of: fixture) == nil ? ["PyTorch refuses this call, Tern does not"] : []
    case .truth(let truth):
        let found = try operation(Call(fixture.inputs(), fixture.arguments))
        return try found.first?.item(as: Bool.self) == truth ? [] : ["is not \(truth)"]
    case .tensors(let names, let gradients, let second):
        let needsGradients = gradients != nil || second != nil
        let inputs = try needsGradients ? fixture.differentiableInputs() : fixture.inputs()
        var run = Run(fixture: fixture, inputs: inputs)
        let results = try operation(Call(inputs, fixture.arguments))
        let outputs = try run.compareOutputs(results, names)
        if let gradients { try run.compareGradients(outputs, gradients) }
        if let second { try run.compareSecondGradients(outputs, second) }
        return run.problems
    }
}

/// A case in progress.
private struct Run {
    let fixture: FixtureCase
    let inputs: [String: Tensor]
    private(set) var problems: [String] = []

    init(fixture: FixtureCase, inputs: [String: Tensor]) {
        self.fixture = fixture
        self.inputs = inputs
    }

    /// - Returns: the results by name.
    mutating func compareOutputs(_ results: [Tensor], _ names: [String]) throws -> [String: Tensor] {
        var outputs: [String: Tensor] = [:]
        for name in names {
            guard let index = fixture.position(of: name, among: names), results.indices.contains(index) else {
                problems.append("\(name) is missing: there are \(results.count) results")
                continue
            }
            outputs[name] = results[index]
            try compare(results[index], name)
        }
        return outputs
    }

    mutating func compareGradients(_ outputs: [String: Tensor], _ expected: FixtureCase.FirstGradients) throws {
        let terms = try expected.weights.compactMap { output, weight in
            try outputs[output]?.mul(fixture.tensor(weight)).sum()
        }
        guard let first = terms.first else { return }
        try terms.dropFirst().reduce(first) { try $0.add($1) }.backward()
        let names = Dictionary(uniqueKeysWithValues: expected.gradients)
        for (input, tensor) in inputs where tensor.requiresGrad {
            switch (tensor.grad, names[input]) {
            case (let gradient?, let name?): try compare(gradient, name)
            case (nil, let name?): problems.append("\(name) is missing")
            case (_?, nil): problems.append("\(input) has a gradient, in PyTorch it has none")
            case (nil, nil): break
            }
        }
    }

    mutating func compareSecondGradients(_ outputs: [String: Tensor], _ expected: FixtureCase.SecondGradients) throws {
        let terms = try expected.weights.compactMap { output, weight in
            try outputs[output].map { try fixture.tensor(weight).mul($0).mul($0).sum() }
        }
        let leaves = expected.first.compactMap { inputs[$0.0] }
        let first = try grad(outputs: terms, inputs: leaves, createGraph: true).compactMap { $0 }
        for (gradient, name) in zip(first, expected.first) { try compare(gradient, name.1) }
        let along = try zip(first, expected.directions).map { try $0.mul(fixture.tensor($1.1)).sum() }
        let second = try grad(outputs: along, inputs: leaves).compactMap { $0 }
        for (gradient, name) in zip(second, expected.second) { try compare(gradient, name.1) }
    }

    private mutating func compare(_ found: Tensor, _ name: String) throws {
        if let text = try difference(found, fixture.tensor(name), fixture.tolerance) {
            problems.append("\(name) \(text)")
        }
    }
}
