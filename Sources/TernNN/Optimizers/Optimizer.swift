import TernCore

/// What changes parameters by their gradients.
///
/// ```swift
/// let optimizer = try SGD(net.parameters, lr: 0.1, momentum: 0.9)
/// for (x, target) in batches {
///     optimizer.zeroGrad()
///     try F.crossEntropy(net(x), target).backward()
///     try optimizer.step()
/// }
/// ```
///
/// An optimizer of one's own overrides `update`; a parameter without a gradient is left alone.
///
/// - Source: `torch.optim.Optimizer`.
open class Optimizer: CustomStringConvertible {
    /// The parameters in groups, with hyper-parameters that may be changed between steps.
    public private(set) var paramGroups: [ParameterGroup] = []
    /// The hyper-parameters of groups that do not give their own.
    public let defaults: StateRecord

    var states: [ObjectIdentifier: ParameterState] = [:]

    /// - Parameters:
    ///   - parameters: what to optimize, as parameters or as groups of them.
    ///   - defaults: hyper-parameters by torch's names.
    /// - Throws: `TensorError` where there is no parameter, or one is in two groups.
    public init<Element: Optimizable>(_ parameters: [Element], defaults: StateRecord) throws {
        self.defaults = defaults
        try check(defaults, inRange: true, "\(type(of: self))")
        let groups = Element.groups(parameters)
        guard !groups.isEmpty else {
            throw TensorError(.value, "\(type(of: self))", "optimizer got an empty parameter list")
        }
        for group in groups { try addParamGroup(group) }
    }

    /// Adds parameters, such as those of layers that were frozen so far.
    ///
    /// - Throws: `TensorError` for a parameter that is in a group already, or that failed to be made.
    /// - Source: `torch.optim.Optimizer.add_param_group`.
    public func addParamGroup(_ group: ParameterGroup) throws {
        for parameter in group.parameters { try parameter.tensor.validate() }
        let hasNames = group.options["param_names"] != nil
        for other in paramGroups where (other.options["param_names"] != nil) != hasNames {
            throw TensorError(
                .value, "add_param_group",
                "all optimizer param groups should be with/without names. cannot add param group \(hasNames ? "with" : "without") names to the optimizer"
            )
        }
        let present = Set(paramGroups.flatMap(\.parameters).map(ObjectIdentifier.init))
        guard present.isDisjoint(with: group.parameters.map(ObjectIdentifier.init)) else {
            throw TensorError(
                .value, "add_param_group", "some parameters appear in more than one parameter group")
        }
        for (name, value) in defaults where group.options[name] == nil { group.options[name] = value }
        paramGroups.append(group)
    }

    // MARK: Steps

    /// Changes every parameter that has a gradient; where one cannot be changed, none is.
    ///
    /// - Throws: `TensorError` for a gradient or a state that does not fit its parameter, a hyper-parameter of another kind, or
    ///   where there is no memory.
    /// - Source: `torch.optim.Optimizer.step`.
    public func step() throws {
        try noGrad {
            for group in paramGroups {
                try check(group)
                for parameter in group.parameters {
                    guard let gradient = parameter.grad else { continue }
                    try check(parameter, gradient, states[ObjectIdentifier(parameter)], in: group)
                }
            }
            for group in paramGroups {
                for parameter in group.parameters {
                    if let gradient = parameter.grad { try update(parameter, gradient, in: group) }
                }
            }
        }
    }

    /// Computes the loss and its gradients by `closure`, then steps.
    ///
    /// - Returns: the loss.
    @discardableResult
    public func step(_ closure: () throws -> Tensor) throws -> Tensor {
        let loss = try enableGrad(closure)
        try step()
        return loss
    }

    /// Changes one parameter. Runs unrecorded.
    open func update(_ parameter: Parameter, _ gradient: Tensor, in group: ParameterGroup) throws {
        throw TensorError(.notImplemented, "\(type(of: self))", "step")
    }

    /// Clears the gradients of all parameters.
    ///
    /// - Parameter setToNone: whether they become nil, and not zeros. Default true.
    /// - Source: `torch.optim.Optimizer.zero_grad`.
    public func zeroGrad(setToNone: Bool = true) {
        for parameter in paramGroups.flatMap(\.parameters) {
            parameter.grad = setToNone ? nil : parameter.grad.map { .zeros(like: $0) }
        }
    }

    /// What the hyper-parameters may be, in the order in which torch looks at them.
    var hyperParameters: [HyperParameter] { [] }

    // MARK: State

    /// What the numbers and tensors remembered of a parameter are called.
    var stateNames: StateNames { StateNames() }

    /// The state of a parameter, made by `initial` when it is first asked for.
    func state(of parameter: Parameter, initial: () throws -> ParameterState) rethrows -> ParameterState {
        if let state = states[ObjectIdentifier(parameter)] { return state }
        let state = try initial()
        states[ObjectIdentifier(parameter)] = state
        return state
    }

    /// What is remembered of a parameter as torch writes it; nil for one that was never updated.
    func record(of parameter: Parameter) -> StateRecord? {
        states[ObjectIdentifier(parameter)].map(stateNames.record)
    }

    /// Checks saved records, and gives what takes them over.
    func prepared(_ records: [SavedRecord]) throws -> () -> Void {
        let names = stateNames
        let numbers = try records.map { try names.numbers(of: $0.state) }
        func tensors() throws -> [[Tensor?]] {
            try records.map { try names.tensors(of: $0.state, for: $0.parameter, $0.options) }
        }
        let early = names.comeFirst ? try tensors() : nil
        for record in records { try check(record.options, inRange: true, "load_state_dict") }
        let arrays = try early ?? tensors()
        let loaded = zip(records, zip(numbers, arrays)).map { record, state in
            (ObjectIdentifier(record.parameter), ParameterState(scalars: state.0, tensors: state.1))
        }
        return { self.states = Dictionary(loaded) { first, _ in first } }
    }

    /// Torch's text: the groups with their hyper-parameters.
    public var description: String {
        let groups = paramGroups.enumerated().map { index, group in
            let lines = group.options.keys.sorted().compactMap { key in
                group.options[key].map { "    \(key): \($0)\n" }
            }
            return "\nParameter Group \(index)\n" + lines.joined()
        }
        return "\(type(of: self)) (\(groups.joined()))"
    }
}
