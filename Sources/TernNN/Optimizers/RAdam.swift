import Foundation
import TernCore

/// Adam that does without its divisor as long as too few gradients are known for it.
///
/// With m and v as in Adam, rho_inf = 2 / (1 - b2) - 1 and rho = rho_inf - 2 * t * b2^t / (1 - b2^t):
/// p -= lr * m / (1 - b1^t), where rho > 5 times r * sqrt(1 - b2^t) / (sqrt(v) + eps), with
/// r = sqrt((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho)).
///
/// - Source: `torch.optim.RAdam`; Liu et al. 2019.
public final class RAdam: Optimizer {
    /// - Parameters:
    ///   - parameters: parameters, or groups, whose own hyper-parameters come before the ones here.
    ///   - lr: learning rate. Default 1e-3.
    ///   - betas: weights of the past in the averages of gradients and their squares. Default (0.9, 0.999).
    ///   - eps: added to the divisor. Default 1e-8.
    ///   - weightDecay: how much of the parameter is added to its gradient. Default 0.
    ///   - decoupledWeightDecay: whether the decay shrinks the parameter instead, as in `AdamW`. Default false.
    ///   - maximize: whether to climb instead. Default false.
    /// - Throws: `TensorError` in torch's words for numbers out of their range.
    public init(
        _ parameters: [some Optimizable], lr: some ScalarConvertible = 1e-3, betas: (Double, Double) = (0.9, 0.999),
        eps: Double = 1e-8, weightDecay: some ScalarConvertible = 0, decoupledWeightDecay: Bool = false,
        maximize: Bool = false
    ) throws {
        try super.init(
            parameters,
            defaults: [
                "lr": StateValue(lr.scalar), "betas": StateValue(betas), "eps": .double(eps),
                "weight_decay": StateValue(weightDecay.scalar), "maximize": .bool(maximize), "foreach": nil,
                "capturable": false, "decoupled_weight_decay": .bool(decoupledWeightDecay), "differentiable": false,
            ])
    }

    override var hyperParameters: [HyperParameter] { RAdam.rules }
    private static let rules: [HyperParameter] = [
        .learningRate,
        .betas,
        .epsilon,
        .weightDecay,
        .flag("decoupled_weight_decay"),
    ]

    override var stateNames: StateNames { RAdam.names }
    private static let names = StateNames(
        scalars: ["step"], tensors: [StateTensor("exp_avg", isAverage: true), "exp_avg_sq"])

    /// One step of one parameter.
    public override func update(_ parameter: Parameter, _ gradient: Tensor, in group: ParameterGroup) throws {
        let state = try state(of: parameter) {
            ParameterState(scalars: [0], tensors: try parameter.zeroStates(2))
        }
        state.step += 1
        let (beta1, beta2) = group.betas
        let correction = 1 - pow(beta2, state.step)
        let limit = 2 / (1 - beta2) - 1
        let length = limit - 2 * state.step * pow(beta2, state.step) / correction
        let isRectified = length > 5
        let rectification = (length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)
        let rule = RAdamRule(
            slope: group.slope(isDecoupled: group.flag("decoupled_weight_decay")), lr: group.lr,
            mean_share: 1 - beta1, beta2: beta2, mean_correction: 1 - pow(beta1, state.step),
            root_correction: correction.squareRoot(), rectification: isRectified ? rectification.squareRoot() : 1,
            eps: group["eps"], is_rectified: isRectified)
        try step(rule, parameter, gradient, state, in: group)
    }
}
