import TernCore

/// Divides the gradient by the root of the sum of all its squares.
///
/// With g the gradient plus weightDecay * p and t the number of steps: s += g^2,
/// p -= lr / (1 + (t - 1) * lrDecay) * g / (sqrt(s) + eps).
///
/// - Source: `torch.optim.Adagrad`; Duchi, Hazan and Singer 2011.
public final class Adagrad: Optimizer {
    /// - Parameters:
    ///   - parameters: parameters, or groups, whose own hyper-parameters come before the ones here.
    ///   - lr: learning rate. Default 1e-2.
    ///   - lrDecay: how fast the rate falls. Default 0.
    ///   - weightDecay: how much of the parameter is added to its gradient. Default 0.
    ///   - initialAccumulatorValue: what the sums start at. Default 0.
    ///   - eps: added to the divisor. Default 1e-10.
    ///   - maximize: whether to climb instead. Default false.
    /// - Throws: `TensorError` in torch's words for numbers out of their range.
    public init(
        _ parameters: [some Optimizable], lr: some ScalarConvertible = 1e-2, lrDecay: some ScalarConvertible = 0,
        weightDecay: some ScalarConvertible = 0, initialAccumulatorValue: some ScalarConvertible = 0,
        eps: Double = 1e-10, maximize: Bool = false
    ) throws {
        try super.init(
            parameters,
            defaults: [
                "lr": StateValue(lr.scalar), "lr_decay": StateValue(lrDecay.scalar), "eps": .double(eps),
                "weight_decay": StateValue(weightDecay.scalar),
                "initial_accumulator_value": StateValue(initialAccumulatorValue.scalar), "foreach": nil,
                "maximize": .bool(maximize), "differentiable": false, "fused": nil,
            ])
        // Torch's sums are there before the first step, also in the state dict.
        for parameter in paramGroups.flatMap(\.parameters) {
            _ = try state(of: parameter, initial: { try start(parameter) })
        }
    }

    private func start(_ parameter: Parameter) throws -> ParameterState {
        let value = defaults["initial_accumulator_value"]?.doubleValue ?? 0
        return ParameterState(scalars: [0], tensors: [try .full(like: parameter.tensor.detach(), value).validated()])
    }

    override var hyperParameters: [HyperParameter] { Adagrad.rules }
    private static let rules: [HyperParameter] = [
        .learningRate,
        .number("lr_decay", atLeast: 0, "Invalid lr_decay value"),
        .weightDecay,
        .number("initial_accumulator_value", atLeast: 0, "Invalid initial_accumulator_value value", isOptional: true),
        .epsilon,
    ]

    override var stateNames: StateNames { Adagrad.names }
    private static let names = StateNames(scalars: ["step"], tensors: ["sum"], comeFirst: true)

    /// One step of one parameter.
    public override func update(_ parameter: Parameter, _ gradient: Tensor, in group: ParameterGroup) throws {
        let state = try state(of: parameter) { try start(parameter) }
        state.step += 1
        let rule = AdagradRule(
            slope: group.slope(), rate: group.lr / (1 + (state.step - 1) * group["lr_decay"]), eps: group["eps"])
        try step(rule, parameter, gradient, state, in: group)
    }
}
