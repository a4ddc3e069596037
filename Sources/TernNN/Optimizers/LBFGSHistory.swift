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

    /// What a record remembers, each value of it checked.
    ///
    /// - Parameter parameters: all that the optimizer changes; the remembered vectors are of their length and type.
    init(_ record: StateRecord, _ parameters: [Parameter]) throws {
        let saved = SavedHistory(record: record, parameters: parameters)
        evaluations = try saved.count("func_evals")
        iterations = try saved.count("n_iter")
        guard iterations > 0 else { return }
        direction = try saved.vector(saved.value("d"), "d")
        gradient = try saved.vector(saved.value("prev_flat_grad"), "prev_flat_grad")
        changes = try saved.list("old_dirs").map { try saved.vector($0, "old_dirs") }
        steps = try saved.list("old_stps").map { try saved.vector($0, "old_stps") }
        weights = try saved.list("ro").map { try saved.number($0, "ro") }
        guard steps.count == changes.count, weights.count == changes.count else {
            throw TensorError(
                .index, "load_state_dict", "list index out of range",
                hint:
                    "'old_dirs', 'old_stps' and 'ro' hold \(changes.count), \(steps.count) and \(weights.count) elements"
            )
        }
        length = try saved.number(saved.value("t"), "t")
        scale = try saved.number(record["H_diag"] ?? 1, "H_diag")
        loss = try saved.number(record["prev_loss"] ?? 0, "prev_loss")
    }
}

/// Reads the values of a record, refusing those that do not fit.
private struct SavedHistory {
    let record: StateRecord
    let parameters: [Parameter]

    func value(_ name: String) throws -> StateValue {
        guard let value = record[name], !value.isNone else { throw StateNames.missing(name) }
        return value
    }

    /// 0 where there is none.
    func count(_ name: String) throws -> Int {
        guard let value = record[name] else { return 0 }
        let number = try number(value, name)
        guard (0...0x1p53).contains(number) else {
            throw TensorError(.value, "load_state_dict", "the state's '\(name)' is out of its range: \(number)")
        }
        return Int(number)
    }

    /// Torch keeps numbers as tensors without dimensions.
    func number(_ value: StateValue, _ name: String) throws -> Double {
        if let number = value.doubleValue { return number }
        guard let tensor = value.tensorValue else {
            throw TensorError(
                .type, "load_state_dict", "must be real number, not \(value.pythonType)",
                hint: "the state's '\(name)' is \(value.quotedDescription)")
        }
        return try tensor.item()
    }

    func list(_ name: String) throws -> [StateValue] {
        let value = try value(name)
        guard let elements = value.elements else {
            throw TensorError(
                .type, "load_state_dict", "'\(value.pythonType)' object is not iterable",
                hint: "the state's '\(name)' must be a list")
        }
        return elements
    }

    func vector(_ value: StateValue, _ name: String) throws -> Tensor {
        let tensor = try StateNames.tensor(value, name)
        let length = parameters.reduce(0) { $0 + $1.count }
        guard tensor.shape == [length] else {
            throw TensorError(
                "load_state_dict",
                "inconsistent tensor size, expected tensor [\(length)] and src \(tensor.shape) to have the same number of elements, but got \(length) and \(tensor.count) elements respectively",
                hint: "the state's '\(name)' is of other parameters")
        }
        return try tensor.detach().to(parameters[0].dtype, device: parameters[0].device)
    }
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
        values = try parameters.map { parameter in
            let part = try direction.slice(dim: 0, from: start, to: start + parameter.count).reshape(parameter.shape)
            start += parameter.count
            return try parameter.tensor.detach().add(part.to(parameter.dtype), alpha: length)
        }
    }
}
