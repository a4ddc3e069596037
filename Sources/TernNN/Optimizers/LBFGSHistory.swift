import TernCore

/// What L-BFGS remembers: the last changes of the gradient and the steps that made them.
struct LBFGSHistory {
    var direction: Tensor?
    var length = 0.0
    var gradient: Tensor?
    var loss = 0.0
    var evaluations = 0
    private(set) var iterations = 0

    private var changes: [Tensor] = []
    private var steps: [Tensor] = []
    private var weights: [Double] = []
    private var scale = 1.0

    init() {}

    /// The direction of the next step: minus the gradient times the estimate of the inverse Hessian.
    mutating func direction(_ gradient: Tensor, limit: Int) throws -> Tensor {
        iterations += 1
        guard iterations > 1, let last = self.gradient, let direction else { return gradient.neg() }
        let (change, step) = (try gradient.sub(last), direction * length)
        let product = try change.dot(step).item()
        if product > 1e-10 {
            if changes.count == limit, limit > 0 {
                changes.removeFirst()
                steps.removeFirst()
                weights.removeFirst()
            }
            changes.append(change)
            steps.append(step)
            weights.append(1 / product)
            scale = product / (try change.dot(change).item())
        }
        var factors = [Double](repeating: 0, count: changes.count)
        var result = gradient.neg()
        for index in changes.indices.reversed() {
            factors[index] = try steps[index].dot(result).item() * weights[index]
            result = try result.sub(changes[index], alpha: factors[index])
        }
        result = result * scale
        for index in changes.indices {
            let share = try changes[index].dot(result).item() * weights[index]
            result = try result.add(steps[index], alpha: factors[index] - share)
        }
        return result
    }

    // MARK: As torch writes it

    /// Nil before the first step.
    var record: StateRecord? {
        guard evaluations > 0 else { return nil }
        var record: StateRecord = ["func_evals": .int(evaluations), "n_iter": .int(iterations)]
        guard let direction, let gradient else { return record }
        record["d"] = .tensor(direction)
        record["t"] = .double(length)
        record["old_dirs"] = .list(changes.map { .tensor($0) })
        record["old_stps"] = .list(steps.map { .tensor($0) })
        record["ro"] = .list(weights.map { .double($0) })
        record["H_diag"] = .double(scale)
        record["prev_flat_grad"] = .tensor(gradient)
        record["prev_loss"] = .double(loss)
        return record
    }

    init(_ record: StateRecord) {
        evaluations = record["func_evals"]?.intValue ?? 0
        iterations = record["n_iter"]?.intValue ?? 0
        direction = record["d"]?.tensorValue
        gradient = record["prev_flat_grad"]?.tensorValue
        changes = (record["old_dirs"]?.elements ?? []).compactMap(\.tensorValue)
        steps = (record["old_stps"]?.elements ?? []).compactMap(\.tensorValue)
        // Torch keeps numbers as tensors without dimensions.
        weights = (record["ro"]?.elements ?? []).compactMap(LBFGSHistory.number)
        length = record["t"].flatMap(LBFGSHistory.number) ?? 0
        scale = record["H_diag"].flatMap(LBFGSHistory.number) ?? 1
        loss = record["prev_loss"].flatMap(LBFGSHistory.number) ?? 0
    }

    private static func number(_ value: StateValue) -> Double? { value.doubleValue ?? (try? value.tensorValue?.item()) }
}

/// All parameters as one vector.
final class LBFGSProblem {
    let isNegated: Bool
    private let parameters: [Parameter]

    init(_ parameters: [Parameter], isNegated: Bool) {
        self.parameters = parameters
        self.isNegated = isNegated
    }

    /// All gradients in a row; of a parameter without one, zeros.
    func gradient() throws -> Tensor {
        let parts = try parameters.map { parameter in
            try (parameter.grad ?? .zeros(like: parameter.tensor.detach())).reshape([parameter.count])
        }
        let all = try Tensor.cat(parts)
        return isNegated ? all.neg() : all
    }

    var values: [Tensor] {
        get { parameters.map { $0.tensor.detach() } }
        set { for (parameter, value) in zip(parameters, newValue) { parameter.tensor = value } }
    }

    /// Adds length * direction to the parameters.
    func move(_ length: Double, along direction: Tensor) throws {
        var start = 0
        for parameter in parameters {
            let part = try direction.slice(dim: 0, from: start, to: start + parameter.count).reshape(parameter.shape)
            parameter.tensor = try parameter.tensor.detach().add(part.to(parameter.dtype), alpha: length)
            start += parameter.count
        }
    }
}
