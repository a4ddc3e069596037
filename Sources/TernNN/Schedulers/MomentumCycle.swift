import TernCore

/// Momentum that moves against the learning rate: the optimizer's `momentum`, or the first of its `betas`.
struct MomentumCycle {
    let usesBeta: Bool

    /// - Throws: where the optimizer has neither.
    init(_ optimizer: Optimizer, _ name: String) throws {
        usesBeta = optimizer.defaults["betas"] != nil
        guard usesBeta || optimizer.defaults["momentum"] != nil else {
            throw TensorError(
                .value, name, "optimizer must support momentum or beta1 with `cycle_momentum` option enabled")
        }
    }

    /// Notes the ends of the cycle in the groups, and begins with the larger.
    func start(_ optimizer: Optimizer, base: Double, max: Double) {
        for group in optimizer.paramGroups {
            set(max, in: group)
            group["max_momentum"] = max
            group["base_momentum"] = base
        }
    }

    func set(_ momentum: Double, in group: ParameterGroup) {
        if usesBeta { group.betas.0 = momentum } else { group.momentum = momentum }
    }
}
