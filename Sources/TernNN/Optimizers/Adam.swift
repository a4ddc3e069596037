import Foundation
import TernCore

/// Adam: steps along the average gradient, divided by the root of the average squared gradient.
///
/// With g the gradient plus weightDecay * p and t the number of steps: m = b1 * m + (1 - b1) * g, v = b2 * v + (1 - b2) * g^2,
/// p -= lr * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps).
///
/// - Source: `torch.optim.Adam`; Kingma and Ba 2014.
public class Adam: Optimizer {
    /// - Parameters:
    ///   - parameters: parameters, or groups, whose own hyper-parameters come before the ones here.
    ///   - lr: learning rate. Default 1e-3.
    ///   - betas: weights of the past in the averages of gradients and their squares. Default (0.9, 0.999).
    ///   - eps: added to the divisor. Default 1e-8.
    ///   - weightDecay: how much of the parameter is added to its gradient. Default 0.
    ///   - amsgrad: whether to divide by the largest average so far. Default false.
    ///   - maximize: whether to climb instead. Default false.
    ///   - decoupledWeightDecay: whether the decay shrinks the parameter instead of joining the gradient, as in `AdamW`. Default
    ///     false.
    /// - Throws: `TensorError` in torch's words for numbers out of their range.
    public init(
        _ parameters: [some Optimizable], lr: some ScalarConvertible = 1e-3, betas: (Double, Double) = (0.9, 0.999),
        eps: Double = 1e-8, weightDecay: some ScalarConvertible = 0, amsgrad: Bool = false, maximize: Bool = false,
        decoupledWeightDecay: Bool = false
    ) throws {
        try super.init(
            parameters,
            defaults: [
                "lr": StateValue(lr.scalar), "betas": StateValue(betas), "eps": .double(eps),
                "weight_decay": StateValue(weightDecay.scalar), "amsgrad": .bool(amsgrad),
                "maximize": .bool(maximize), "foreach": nil, "capturable": false, "differentiable": false,
                "fused": nil, "decoupled_weight_decay": .bool(decoupledWeightDecay),
            ])
    }

    override var hyperParameters: [HyperParameter] { Adam.rules }
    private static let rules: [HyperParameter] = [
        .learningRate,
        .betas,
        .epsilon,
        .weightDecay,
        .flag("amsgrad"),
        .flag("decoupled_weight_decay"),
    ]

    override var stateNames: StateNames { Adam.names }
    private static let names = StateNames(
        scalars: ["step"],
        tensors: [
            StateTensor("exp_avg", isAverage: true), "exp_avg_sq", StateTensor("max_exp_avg_sq", condition: "amsgrad"),
        ])

    /// One step of one parameter.
    public override func update(_ parameter: Parameter, _ gradient: Tensor, in group: ParameterGroup) throws {
        let largest = group.flag("amsgrad")
        let state = try state(of: parameter) {
            ParameterState(scalars: [0], tensors: try parameter.zeroStates(2) + [largest ? parameter.zeroState() : nil])
        }
        state.step += 1
        let (beta1, beta2) = group.betas
        let rule = AdamRule(
            slope: group.slope(isDecoupled: group.flag("decoupled_weight_decay")),
            rate: group.lr / (1 - pow(beta1, state.step)), mean_share: 1 - beta1, beta2: beta2,
            root_correction: (1 - pow(beta2, state.step)).squareRoot(), eps: group["eps"])
        try step(rule, parameter, gradient, state, in: group)
    }
}

/// Adam whose weight decay shrinks the parameter itself: p -= lr * weightDecay * p, before Adam's step.
///
/// - Source: `torch.optim.AdamW`; Loshchilov and Hutter 2017.
public final class AdamW: Adam {
    /// - Parameters:
    ///   - parameters: parameters, or groups, whose own hyper-parameters come before the ones here.
    ///   - lr: learning rate. Default 1e-3.
    ///   - betas: weights of the past in the averages of gradients and their squares. Default (0.9, 0.999).
    ///   - eps: added to the divisor. Default 1e-8.
    ///   - weightDecay: the share of the parameter that a step of rate 1 takes away. Default 1e-2.
    ///   - amsgrad: whether to divide by the largest average so far. Default false.
    ///   - maximize: whether to climb instead. Default false.
    /// - Throws: `TensorError` in torch's words for numbers out of their range.
    public init(
        _ parameters: [some Optimizable], lr: some ScalarConvertible = 1e-3, betas: (Double, Double) = (0.9, 0.999),
        eps: Double = 1e-8, weightDecay: some ScalarConvertible = 1e-2, amsgrad: Bool = false, maximize: Bool = false
    ) throws {
        try super.init(
            parameters, lr: lr, betas: betas, eps: eps, weightDecay: weightDecay, amsgrad: amsgrad,
            maximize: maximize, decoupledWeightDecay: true)
    }
}
