import TernCore

/// Parameters that an optimizer updates with the same hyper-parameters.
///
/// ```swift
/// let optimizer = try SGD(
///     [ParameterGroup(net.body.parameters), ParameterGroup(net.head.parameters, ["lr": 0.1])], lr: 0.01, momentum: 0.9)
/// optimizer.paramGroups[0].lr = 0.001
/// ```
///
/// - Source: the dictionaries in `torch.optim.Optimizer.param_groups`.
public final class ParameterGroup {
    /// The parameters.
    public let parameters: [Parameter]
    /// The hyper-parameters by torch's names; an optimizer adds its defaults for those that are not given.
    public var options: StateRecord { didSet { isUnchecked = true } }
    /// Whether the options have been set since an optimizer looked at them.
    var isUnchecked = true

    /// - Parameters:
    ///   - parameters: of one module or of several; a shared one belongs into one group only.
    ///   - options: hyper-parameters by torch's names that differ from the optimizer's. Default none.
    public init(_ parameters: [Parameter], _ options: StateRecord = [:]) {
        self.parameters = parameters
        self.options = options
    }

    /// Parameters with their names, which the optimizer's state dict then shows.
    public convenience init(named parameters: [(name: String, parameter: Parameter)], _ options: StateRecord = [:]) {
        self.init(parameters.map(\.parameter), options)
        self.options["param_names"] = .list(parameters.map { .text($0.name) })
    }
}

/// What optimizers take: an array of parameters, or of groups of them.
public protocol Optimizable {
    /// The groups that the elements of an array are.
    static func groups(_ elements: [Self]) -> [ParameterGroup]
}

extension Parameter: Optimizable {
    /// One group of all; none for no parameter.
    public static func groups(_ elements: [Parameter]) -> [ParameterGroup] {
        elements.isEmpty ? [] : [ParameterGroup(elements)]
    }
}

extension ParameterGroup: Optimizable {
    /// The groups themselves.
    public static func groups(_ elements: [ParameterGroup]) -> [ParameterGroup] { elements }
}

// MARK: - Hyper-parameters by name

extension ParameterGroup {
    /// The learning rate.
    public var lr: Double {
        get { self["lr"] }
        set { self["lr"] = newValue }
    }

    /// The weight of the past in the direction.
    public var momentum: Double {
        get { self["momentum"] }
        set { self["momentum"] = newValue }
    }

    /// How much of a parameter is added to its gradient.
    public var weightDecay: Double {
        get { self["weight_decay"] }
        set { self["weight_decay"] = newValue }
    }

    /// The weights of the past in the averages of gradients and their squares.
    public var betas: (Double, Double) {
        get { pair("betas") }
        set { options["betas"] = StateValue(newValue) }
    }

    /// The hyper-parameter of that name as a number; 0 if there is none.
    public subscript(name: String) -> Double {
        get { options[name]?.doubleValue ?? 0 }
        set { options[name] = .double(newValue) }
    }

    /// The hyper-parameter of that name as a pair.
    func pair(_ name: String) -> (Double, Double) {
        guard let values = options[name]?.doubles, values.count == 2 else { return (0, 0) }
        return (values[0], values[1])
    }

    /// The hyper-parameter of that name as a truth value; false if there is none.
    func flag(_ name: String) -> Bool { options[name]?.doubleValue ?? 0 != 0 }

    /// The hyper-parameter of that name as a count, as far as an `Int` goes.
    func count(_ name: String) -> Int {
        if let value = options[name]?.intValue { return max(value, 0) }
        return self[name] > 0 ? Int(exactly: self[name].rounded(.down)) ?? .max : 0
    }

    /// What every rule begins with.
    ///
    /// - Parameter isDecoupled: whether the decay shrinks the parameter instead of joining the gradient.
    func slope(isDecoupled: Bool = false) -> Slope {
        Slope(
            decay: isDecoupled ? 0 : weightDecay, kept: isDecoupled ? 1 - lr * weightDecay : 1,
            maximize: flag("maximize"))
    }
}
