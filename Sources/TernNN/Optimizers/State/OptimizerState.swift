import TernCore

/// An optimizer's state in torch's layout: for each parameter, numbered through all groups, what the optimizer remembers of it;
/// and the groups with their hyper-parameters, `params` being the numbers.
///
/// - Source: `torch.optim.Optimizer.state_dict`.
public struct OptimizerState: Sendable {
    /// What is remembered of each parameter, by its number. A parameter that was never updated has no entry.
    public var state: [Int: StateRecord] = [:]
    /// The groups: `params`, hyper-parameters in torch's order.
    public var paramGroups: [StateRecord] = []

    /// An empty state.
    public init() {}
}

extension OptimizerState: CustomStringConvertible {
    /// Python's text of the dictionary.
    public var description: String {
        let entries = state.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        return "{'state': {\(entries)}, 'param_groups': \(StateValue.list(paramGroups.map { .record($0) }))}"
    }
}

/// What an optimizer remembers of one parameter.
final class ParameterState {
    /// Numbers that torch keeps in tensors without dimensions, and therefore rounds to float32.
    var scalars: [Float]
    /// Tensors of the parameter's shape and type, nil where a hyper-parameter asks for none.
    var tensors: [Tensor?]

    init(scalars: [Float] = [], tensors: [Tensor?] = []) {
        self.scalars = scalars
        self.tensors = tensors
    }

    /// How often the parameter was updated.
    var step: Double {
        get { Double(scalars[0]) }
        set { scalars[0] = Float(newValue) }
    }
}
