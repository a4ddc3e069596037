import TernCore

/// Scales the gradient by the size of past steps over the size of past gradients.
///
/// With g the gradient plus weightDecay * p: v = rho * v + (1 - rho) * g^2, d = sqrt(u + eps) / sqrt(v + eps) * g,
/// u = rho * u + (1 - rho) * d^2, p -= lr * d.
///
/// - Source: `torch.optim.Adadelta`; Zeiler 2012.
public final class Adadelta: Optimizer {
    /// - Parameters:
    ///   - parameters: parameters, or groups, whose own hyper-parameters come before the ones here.
    ///   - lr: factor of every step. Default 1.
    ///   - rho: weight of the past in the averages, 0 ... 1. Default 0.9.
    ///   - eps: added to both averages. Default 1e-6.
    ///   - weightDecay: how much of the parameter is added to its gradient. Default 0.
    ///   - maximize: whether to climb instead. Default false.
    /// - Throws: `TensorError` in torch's words for numbers out of their range.
    public init(
        _ parameters: [some Optimizable], lr: some ScalarConvertible = 1.0, rho: Double = 0.9, eps: Double = 1e-6,
        weightDecay: some ScalarConvertible = 0, maximize: Bool = false
    ) throws {
        try super.init(
            parameters,
            defaults: [
                "lr": StateValue(lr.scalar), "rho": .double(rho), "eps": .double(eps),
                "weight_decay": StateValue(weightDecay.scalar), "maximize": .bool(maximize), "capturable": false,
                "foreach": nil, "differentiable": false,
            ])
    }

    override var hyperParameters: [HyperParameter] { Adadelta.rules }
    private static let rules: [HyperParameter] = [
        .learningRate,
        HyperParameter(name: "rho", kind: .number, isOptional: false) { numbers, value in
            (0...1).contains(numbers[0]) ? nil : "Invalid rho value: \(value)"
        },
        .epsilon,
        .weightDecay,
    ]

    override var stateNames: StateNames { Adadelta.names }
    private static let names = StateNames(scalars: ["step"], tensors: ["square_avg", "acc_delta"])

    /// One step of one parameter.
    public override func update(_ parameter: Parameter, _ gradient: Tensor, in group: ParameterGroup) throws {
        let state = try state(of: parameter) {
            ParameterState(scalars: [0], tensors: try parameter.zeroStates(2))
        }
        state.step += 1
        let rule = AdadeltaRule(slope: group.slope(), lr: group.lr, rho: group["rho"], eps: group["eps"])
        try step(rule, parameter, gradient, state, in: group)
    }
}
