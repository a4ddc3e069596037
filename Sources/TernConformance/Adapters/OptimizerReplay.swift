import Tern

/// Steps of an optimizer: parameters `param.0`, ..., their gradients `grad.STEP.0`, ..., and what is left of them, `output`, ...
enum OptimizerReplay {
    static func run(_ run: CaseRun, _ name: String) throws {
        let parameters = try run.inputs("param.").map { Parameter($0.tensor) }
        let optimizer = try OptimizerTable.make(name, run.arguments.json, [ParameterGroup(parameters)])
        var step = 0
        while case let gradients = try run.inputs("grad.\(step)."), !gradients.isEmpty {
            for gradient in gradients {
                guard let index = Int(gradient.name), parameters.indices.contains(index) else {
                    throw FixtureError("there is no parameter \(gradient.name)")
                }
                parameters[index].grad = gradient.tensor
            }
            try optimizer.step()
            step += 1
        }
        run.yield(parameters.map { $0.tensor.detach() })
    }
}
