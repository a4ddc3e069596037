import TernCore

/// Steps by the gradient's sign alone: longer ones while it stays, shorter ones when it turns. For whole data sets, not batches.
///
/// - Source: `torch.optim.Rprop`; Riedmiller and Braun 1993.
public final class Rprop: Optimizer {
    /// - Parameters:
    ///   - parameters: parameters, or groups, whose own hyper-parameters come before the ones here.
    ///   - lr: the first step's size. Default 1e-2.
    ///   - etas: factors of the step's size where the sign turns and where it stays. Default (0.5, 1.2).
    ///   - stepSizes: the smallest and largest size. Default (1e-6, 50).
    ///   - maximize: whether to climb instead. Default false.
    /// - Throws: `TensorError` in torch's words for numbers out of their range.
    public init(
        _ parameters: [some Optimizable], lr: some ScalarConvertible = 1e-2, etas: (Double, Double) = (0.5, 1.2),
        stepSizes: (any ScalarConvertible, any ScalarConvertible) = (1e-6, 50), maximize: Bool = false
    ) throws {
        try super.init(
            parameters,
            defaults: [
                "lr": StateValue(lr.scalar), "etas": StateValue(etas),
                "step_sizes": .tuple([StateValue(stepSizes.0.scalar), StateValue(stepSizes.1.scalar)]),
                "foreach": nil, "maximize": .bool(maximize), "differentiable": false, "capturable": false,
            ])
    }

    override var hyperParameters: [HyperParameter] { Rprop.rules }
    private static let rules: [HyperParameter] = [
        .learningRate,
        .pair("etas", "Invalid eta values") { 0 < $0 && $0 < 1 && 1 < $1 },
        .pair("step_sizes", ""),
    ]

    override var stateNames: StateNames { Rprop.names }
    private static let names = StateNames(scalars: ["step"], tensors: ["prev", "step_size"])

    /// One step of one parameter.
    public override func update(_ parameter: Parameter, _ gradient: Tensor, in group: ParameterGroup) throws {
        let state = try state(of: parameter) {
            let size = try Tensor.full(like: parameter.tensor.detach(), group.lr).validated()
            return ParameterState(scalars: [0], tensors: try parameter.zeroStates(1) + [size])
        }
        state.step += 1
        let (factors, sizes) = (group.pair("etas"), group.pair("step_sizes"))
        let rule = RpropRule(
            slope: group.slope(), shrink: factors.0, grow: factors.1, smallest: sizes.0, largest: sizes.1)
        try step(rule, parameter, gradient, state, in: group)
    }
}
