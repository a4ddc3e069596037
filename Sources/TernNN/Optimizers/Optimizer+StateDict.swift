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
    /// - Throws: `TensorError` where groups or shapes are others.
    /// - Source: `torch.optim.Optimizer.load_state_dict`.
    public func loadStateDict(_ saved: OptimizerState) throws {
        guard saved.paramGroups.count == paramGroups.count else {
            throw TensorError(
                .value, "load_state_dict", "loaded state dict has a different number of parameter groups")
        }
        let numbers = saved.paramGroups.map { ($0["params"]?.elements ?? []).compactMap(\.intValue) }
        guard zip(numbers, paramGroups).allSatisfy({ $0.count == $1.parameters.count }) else {
            throw TensorError(
                .value, "load_state_dict",
                "loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
        }
        let parameters = paramGroups.flatMap(\.parameters)
        try restore(
            zip(numbers.joined(), parameters).compactMap { number, parameter in
                saved.state[number].map { (parameter, $0) }
            })
        for (group, record) in zip(paramGroups, saved.paramGroups) {
            var options = record
            options["params"] = nil
            if options["param_names"] == nil { options["param_names"] = group.options["param_names"] }
            group.options = options
        }
    }
}
