import TernCore

/// Stochastic gradient descent, with momentum if asked for.
///
/// With g the gradient plus weightDecay * p: buffer = momentum * buffer + (1 - dampening) * g (at first buffer = g), and
/// p -= lr * buffer; with `nesterov` p -= lr * (g + momentum * buffer), without momentum p -= lr * g.
///
/// - Source: `torch.optim.SGD`.
public final class SGD: Optimizer {
    /// - Parameters:
    ///   - parameters: parameters, or groups, whose own hyper-parameters come before the ones here.
    ///   - lr: learning rate. Default 1e-3.
    ///   - momentum: weight of the past in the direction. Default 0.
    ///   - dampening: what the new gradient lacks in weight. Default 0.
    ///   - weightDecay: how much of the parameter is added to its gradient. Default 0.
    ///   - nesterov: whether to look ahead along the momentum. Default false.
    ///   - maximize: whether to climb instead. Default false.
    /// - Throws: `TensorError` in torch's words for numbers out of their range.
    public init(
        _ parameters: [some Optimizable], lr: some ScalarConvertible = 1e-3, momentum: some ScalarConvertible = 0,
        dampening: some ScalarConvertible = 0, weightDecay: some ScalarConvertible = 0, nesterov: Bool = false,
        maximize: Bool = false
    ) throws {
        if nesterov, momentum.scalar.doubleValue <= 0 || dampening.scalar.doubleValue != 0 {
            throw TensorError(.value, "SGD", "Nesterov momentum requires a momentum and zero dampening")
        }
        try super.init(
            parameters,
            defaults: [
                "lr": StateValue(lr.scalar), "momentum": StateValue(momentum.scalar),
                "dampening": StateValue(dampening.scalar), "weight_decay": StateValue(weightDecay.scalar),
                "nesterov": .bool(nesterov), "maximize": .bool(maximize), "foreach": nil, "differentiable": false,
                "fused": nil,
            ])
    }

    override var hyperParameters: [HyperParameter] { SGD.rules }
    private static let rules: [HyperParameter] = [
        .learningRate,
        .number("momentum", atLeast: 0, "Invalid momentum value"),
        .number("dampening"),
        .weightDecay,
        .flag("nesterov"),
    ]

    override var stateNames: StateNames { SGD.names }
    private static let names = StateNames(tensors: [StateTensor("momentum_buffer", isOptional: true)])

    /// One step of one parameter.
    public override func update(_ parameter: Parameter, _ gradient: Tensor, in group: ParameterGroup) throws {
        var rule = SGDRule(
            slope: group.slope(), lr: group.lr, momentum: group.momentum, fresh: 1 - group["dampening"],
            nesterov: group.flag("nesterov"), is_first: false)
        guard group.momentum != 0 else { return try step(rule, parameter, gradient, in: group) }
        let state = state(of: parameter) { ParameterState() }
        rule.is_first = state.tensors.allSatisfy { $0 == nil }
        if rule.is_first { state.tensors = [try parameter.emptyState()] }
        try step(rule, parameter, gradient, state, in: group)
    }
}
