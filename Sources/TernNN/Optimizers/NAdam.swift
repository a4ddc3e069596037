import Foundation
import TernCore

/// Adam with Nesterov's momentum, whose weight of the past grows with the steps.
///
/// With mu_t = b1 * (1 - 0.96^(t * momentumDecay) / 2), m and v as in Adam and M_t the product of all mu up to t:
/// p -= lr * (mu_(t+1) * m / (1 - M_(t+1)) + (1 - mu_t) * g / (1 - M_t)) / (sqrt(v / (1 - b2^t)) + eps).
///
/// - Source: `torch.optim.NAdam`; Dozat 2016.
public final class NAdam: Optimizer {
    /// - Parameters:
    ///   - parameters: parameters, or groups, whose own hyper-parameters come before the ones here.
    ///   - lr: learning rate. Default 2e-3.
    ///   - betas: weights of the past in the averages of gradients and their squares. Default (0.9, 0.999).
    ///   - eps: added to the divisor. Default 1e-8.
    ///   - weightDecay: how much of the parameter is added to its gradient. Default 0.
    ///   - momentumDecay: how fast the weight of the past grows. Default 4e-3.
    ///   - decoupledWeightDecay: whether the decay shrinks the parameter instead, as in `AdamW`. Default false.
    ///   - maximize: whether to climb instead. Default false.
    /// - Throws: `TensorError` in torch's words for numbers out of their range.
    public init(
        _ parameters: [some Optimizable], lr: some ScalarConvertible = 2e-3, betas: (Double, Double) = (0.9, 0.999),
        eps: Double = 1e-8, weightDecay: some ScalarConvertible = 0, momentumDecay: Double = 4e-3,
        decoupledWeightDecay: Bool = false, maximize: Bool = false
    ) throws {
        try super.init(
            parameters,
            defaults: [
                "lr": StateValue(lr.scalar), "betas": StateValue(betas), "eps": .double(eps),
                "weight_decay": StateValue(weightDecay.scalar), "momentum_decay": .double(momentumDecay),
                "decoupled_weight_decay": .bool(decoupledWeightDecay), "maximize": .bool(maximize), "foreach": nil,
                "capturable": false, "differentiable": false,
            ])
    }

    override var hyperParameters: [HyperParameter] { NAdam.rules }
    private static let rules: [HyperParameter] = [
        .learningRate,
        .betas,
        .epsilon,
        .weightDecay,
        .number("momentum_decay", atLeast: 0, "Invalid momentum_decay value"),
        .flag("decoupled_weight_decay"),
    ]

    override var stateNames: StateNames { NAdam.names }
    private static let names = StateNames(
        scalars: ["step", "mu_product"], tensors: [StateTensor("exp_avg", isAverage: true), "exp_avg_sq"])

    /// One step of one parameter.
    public override func update(_ parameter: Parameter, _ gradient: Tensor, in group: ParameterGroup) throws {
        let state = try state(of: parameter) {
            ParameterState(scalars: [0, 1], tensors: try parameter.zeroStates(2))
        }
        state.step += 1
        let (beta1, beta2) = group.betas
        func momentum(_ step: Double) -> Double { beta1 * (1 - 0.5 * pow(0.96, step * group["momentum_decay"])) }
        let (now, next) = (momentum(state.step), momentum(state.step + 1))
        // Torch multiplies tensors without dimensions, of type float32.
        state.scalars[1] *= Float(now)
        let product = Double(state.scalars[1])
        let rule = NAdamRule(
            slope: group.slope(isDecoupled: group.flag("decoupled_weight_decay")),
            gradient_rate: group.lr * (1 - now) / (1 - product), mean_rate: group.lr * next / (1 - product * next),
            mean_share: 1 - beta1, beta2: beta2, correction: 1 - pow(beta2, state.step), eps: group["eps"])
        try step(rule, parameter, gradient, state, in: group)
    }
}
