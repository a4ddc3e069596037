import Foundation
import TernCore

/// Adam with the largest gradient, fading, in place of the average of squares.
///
/// With g the gradient plus weightDecay * p and t the number of steps: m = b1 * m + (1 - b1) * g, u = max(b2 * u, |g| + eps),
/// p -= lr / (1 - b1^t) * m / u.
///
/// - Source: `torch.optim.Adamax`; Kingma and Ba 2014.
public final class Adamax: Optimizer {
    /// - Parameters:
    ///   - parameters: parameters, or groups, whose own hyper-parameters come before the ones here.
    ///   - lr: learning rate. Default 2e-3.
    ///   - betas: weights of the past in the average and in the largest gradient. Default (0.9, 0.999).
    ///   - eps: added to a gradient's size. Default 1e-8.
    ///   - weightDecay: how much of the parameter is added to its gradient. Default 0.
    ///   - maximize: whether to climb instead. Default false.
    /// - Throws: `TensorError` in torch's words for numbers out of their range.
    public init(
        _ parameters: [some Optimizable], lr: some ScalarConvertible = 2e-3, betas: (Double, Double) = (0.9, 0.999),
        eps: Double = 1e-8, weightDecay: some ScalarConvertible = 0, maximize: Bool = false
    ) throws {
        try super.init(
            parameters,
            defaults: [
                "lr": StateValue(lr.scalar), "betas": StateValue(betas), "eps": .double(eps),
                "weight_decay": StateValue(weightDecay.scalar), "foreach": nil, "maximize": .bool(maximize),
                "differentiable": false, "capturable": false,
            ])
    }

    override var hyperParameters: [HyperParameter] { Adamax.rules }
    private static let rules: [HyperParameter] = [
        .learningRate,
        .betas,
        .epsilon,
        .weightDecay,
    ]

    override var stateNames: StateNames { Adamax.names }
    private static let names = StateNames(
        scalars: ["step"], tensors: [StateTensor("exp_avg", isAverage: true), "exp_inf"])

    /// One step of one parameter.
    public override func update(_ parameter: Parameter, _ gradient: Tensor, in group: ParameterGroup) throws {
        let state = try state(of: parameter) {
            ParameterState(scalars: [0], tensors: try parameter.zeroStates(2))
        }
        state.step += 1
        let (beta1, beta2) = group.betas
        let rule = AdamaxRule(
            slope: group.slope(), rate: group.lr / (1 - pow(beta1, state.step)), mean_share: 1 - beta1, beta2: beta2,
            eps: group["eps"])
        try step(rule, parameter, gradient, state, in: group)
    }
}
