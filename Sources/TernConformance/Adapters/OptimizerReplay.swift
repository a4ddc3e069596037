import Tern

/// Steps of an optimizer: parameters `param.0`, ..., their gradients `grad.STEP.0`, ..., and what is left of them, `output`, ...
///
/// Or the slopes `slope.STEP.0`, ... of a loss for an optimizer that computes gradients itself: see `loss`.
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
        while case let slopes = try run.inputs("slope.\(step)."), !slopes.isEmpty {
            try optimizer.step {
                optimizer.zeroGrad()
                let sum = try loss(parameters, slopes.map(\.tensor))
                let loss = run.arguments.json["maximize"]?.bool == true ? -sum : sum
                try loss.backward()
                return loss
            }
            step += 1
        }
        run.yield(parameters.map { $0.tensor.detach() })
    }

    /// The sum of p^4 / 4 + p^2 + slope p.
    private static func loss(_ parameters: [Parameter], _ slopes: [Tensor]) throws -> Tensor {
        try zip(parameters.map(\.tensor), slopes)
            .map { p, slope in try ((p * p).square() / 4 + p * p + slope * p).sum() }
            .reduce(Tensor(0)) { try $0.add($1) }
    }
}
