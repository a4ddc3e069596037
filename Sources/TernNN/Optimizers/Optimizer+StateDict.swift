import TernCore

extension Optimizer {
    /// What the optimizer remembers, in torch's layout.
    ///
    /// - Source: `torch.optim.Optimizer.state_dict`.
    public func stateDict() -> OptimizerState {
        var result = OptimizerState()
        var number = 0
        for group in paramGroups {
            var record = group.options
            record["params"] = .list((number..<number + group.parameters.count).map { .int($0) })
            result.paramGroups.append(record)
            for parameter in group.parameters {
                result.state[number] = self.record(of: parameter)
                number += 1
            }
        }
        return result
    }

    /// Takes over what a state dict remembers, hyper-parameters included. Either all fits and is taken, or nothing.
    ///
    /// - Throws: `TensorError` where groups or shapes are others, and for what is missing, of another kind or out of range.
    /// - Source: `torch.optim.Optimizer.load_state_dict`.
    public func loadStateDict(_ saved: OptimizerState) throws { try prepared(saved)() }

    /// Checks a state dict, and gives what takes it over.
    package func prepared(_ saved: OptimizerState) throws -> () -> Void {
        guard saved.paramGroups.count == paramGroups.count else {
            throw TensorError(
                .value, "load_state_dict", "loaded state dict has a different number of parameter groups")
        }
        let numbers = try saved.paramGroups.map { group in
            guard let parameters = group["params"]?.elements else { throw StateNames.missing("params") }
            return parameters.map(\.intValue)
        }
        guard zip(numbers, paramGroups).allSatisfy({ $0.count == $1.parameters.count }) else {
            throw TensorError(
                .value, "load_state_dict",
                "loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
        }
        let options = try zip(paramGroups, saved.paramGroups).map { group, record in
            var options = try record.withPlainNumbers()
            options["params"] = nil
            if options["param_names"] == nil { options["param_names"] = group.options["param_names"] }
            return options
        }
        var records: [SavedRecord] = []
        for (index, group) in paramGroups.enumerated() {
            for (number, parameter) in zip(numbers[index], group.parameters) {
                guard let state = number.flatMap({ saved.state[$0] }) else { continue }
                records.append(SavedRecord(parameter: parameter, state: state, options: options[index]))
            }
        }
        let commit = try prepared(records)
        for group in options { try check(group, inRange: true, "load_state_dict") }
        return { [paramGroups] in
            commit()
            for (group, options) in zip(paramGroups, options) { group.options = options }
        }
    }
}

/// What a state dict holds of one parameter.
struct SavedRecord {
    let parameter: Parameter
    let state: StateRecord
    /// The hyper-parameters of its group.
    let options: StateRecord
}

extension StateRecord {
    /// The record with numbers in place of tensors of one element: torch's learning rate may be a tensor.
    fileprivate func withPlainNumbers() throws -> StateRecord {
        var result = self
        for (name, value) in self {
            if let tensor = value.tensorValue, tensor.count == 1 { result[name] = .double(try tensor.item()) }
        }
        return result
    }
}
