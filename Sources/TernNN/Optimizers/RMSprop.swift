import TernCore

/// Divides the gradient by the root of its average square.
///
/// With g the gradient plus weightDecay * p: v = alpha * v + (1 - alpha) * g^2, d = g / (sqrt(v) + eps), and p -= lr * d; `centered`
/// subtracts the square of the average gradient from v; with momentum b = momentum * b + d and p -= lr * b.
///
/// - Source: `torch.optim.RMSprop`; Hinton 2012.
public final class RMSprop: Optimizer {
    /// - Parameters:
    ///   - parameters: parameters, or groups, whose own hyper-parameters come before the ones here.
    ///   - lr: learning rate. Default 1e-2.
    ///   - alpha: weight of the past in the averages. Default 0.99.
    ///   - eps: added to the divisor. Default 1e-8.
    ///   - weightDecay: how much of the parameter is added to its gradient. Default 0.
    ///   - momentum: weight of the past in the direction. Default 0.
    ///   - centered: whether to divide by the spread around the average gradient. Default false.
    ///   - maximize: whether to climb instead. Default false.
    /// - Throws: `TensorError` in torch's words for numbers out of their range.
    public init(
        _ parameters: [some Optimizable], lr: some ScalarConvertible = 1e-2, alpha: Double = 0.99, eps: Double = 1e-8,
        weightDecay: some ScalarConvertible = 0, momentum: some ScalarConvertible = 0, centered: Bool = false,
        maximize: Bool = false
    ) throws {
        try super.init(
            parameters,
            defaults: [
                "lr": StateValue(lr.scalar), "momentum": StateValue(momentum.scalar), "alpha": .double(alpha),
                "eps": .double(eps), "centered": .bool(centered), "weight_decay": StateValue(weightDecay.scalar),
                "capturable": false, "foreach": nil, "maximize": .bool(maximize), "differentiable": false,
            ])
    }

    override var hyperParameters: [HyperParameter] { RMSprop.rules }
    private static let rules: [HyperParameter] = [
        .learningRate,
        .epsilon,
        .number("momentum", atLeast: 0, "Invalid momentum value", isOptional: true),
        .weightDecay,
        .number("alpha", atLeast: 0, "Invalid alpha value"),
        .flag("centered"),
    ]

    override var stateNames: StateNames { RMSprop.names }
    private static let names = StateNames(
        scalars: ["step"],
        tensors: [
            "square_avg", StateTensor("momentum_buffer", condition: "momentum"),
            StateTensor("grad_avg", isAverage: true, condition: "centered"),
        ], comeFirst: true)

    /// One step of one parameter.
    public override func update(_ parameter: Parameter, _ gradient: Tensor, in group: ParameterGroup) throws {
        let state = try state(of: parameter) {
            ParameterState(
                scalars: [0],
                tensors: try parameter.zeroStates(1) + [
                    group.momentum > 0 ? parameter.zeroState() : nil,
                    group.flag("centered") ? parameter.zeroState() : nil,
                ])
        }
        state.step += 1
        let rule = RMSpropRule(
            slope: group.slope(), lr: group.lr, alpha: group["alpha"], momentum: group.momentum, eps: group["eps"])
        try step(rule, parameter, gradient, state, in: group)
    }
}
