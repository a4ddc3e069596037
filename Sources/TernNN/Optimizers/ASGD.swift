import Foundation
import TernCore

/// Stochastic gradient descent with a falling rate, which also averages the parameters (in the state, as `ax`).
///
/// With g the gradient plus weightDecay * p and t the number of steps: p = (1 - lambd * eta) * p - eta * g, ax += mu * (p - ax);
/// then eta = lr / (1 + lambd * lr * t)^alpha and mu = 1 / max(1, t - t0).
///
/// - Source: `torch.optim.ASGD`; Polyak and Juditsky 1992.
public final class ASGD: Optimizer {
    /// - Parameters:
    ///   - parameters: parameters, or groups, whose own hyper-parameters come before the ones here.
    ///   - lr: learning rate. Default 1e-2.
    ///   - lambd: how fast parameters and rate decay. Default 1e-4.
    ///   - alpha: the power of the rate's decay. Default 0.75.
    ///   - t0: the step from which on parameters are averaged. Default 1e6.
    ///   - weightDecay: how much of the parameter is added to its gradient. Default 0.
    ///   - maximize: whether to climb instead. Default false.
    /// - Throws: `TensorError` in torch's words for numbers out of their range.
    public init(
        _ parameters: [some Optimizable], lr: some ScalarConvertible = 1e-2, lambd: Double = 1e-4,
        alpha: Double = 0.75, t0: some ScalarConvertible = 1e6, weightDecay: some ScalarConvertible = 0,
        maximize: Bool = false
    ) throws {
        try super.init(
            parameters,
            defaults: [
                "lr": StateValue(lr.scalar), "lambd": .double(lambd), "alpha": .double(alpha),
                "t0": StateValue(t0.scalar), "weight_decay": StateValue(weightDecay.scalar), "foreach": nil,
                "maximize": .bool(maximize), "differentiable": false, "capturable": false,
            ])
    }

    override var hyperParameters: [HyperParameter] { ASGD.rules }
    private static let rules: [HyperParameter] = [
        .learningRate,
        .number("lambd", atLeast: 0, "Invalid lambd value"),
        .number("alpha", atLeast: 0, "Invalid alpha value"),
        .number("t0"),
        .weightDecay,
    ]

    override var stateNames: StateNames { ASGD.names }
    private static let names = StateNames(scalars: ["step", "eta", "mu"], tensors: ["ax"])

    /// One step of one parameter.
    public override func update(_ parameter: Parameter, _ gradient: Tensor, in group: ParameterGroup) throws {
        let state = try state(of: parameter) {
            ParameterState(scalars: [0, Float(group.lr), 1], tensors: try parameter.zeroStates(1))
        }
        state.step += 1
        let rate = Double(state.scalars[1])
        var slope = group.slope()
        slope.kept = 1 - group["lambd"] * rate
        let rule = ASGDRule(slope: slope, rate: rate, share: Double(state.scalars[2]))
        try step(rule, parameter, gradient, state, in: group)
        state.scalars[1] = Float(group.lr / pow(1 + group["lambd"] * group.lr * state.step, group["alpha"]))
        state.scalars[2] = Float(1 / max(1, state.step - group["t0"]))
    }
}
