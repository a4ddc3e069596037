import TernCore

/// Momentum that moves against the learning rate: the optimizer's `momentum`, or the first of its `betas`.
struct MomentumCycle {
    let usesBeta: Bool
    /// The smallest momenta, one for each group.
    let base: [Double]
    /// The largest.
    let max: [Double]

    /// - Throws: where the optimizer has neither, or a list is of another length than its groups.
    init(_ optimizer: Optimizer, base: GroupRates, max: GroupRates, _ name: String) throws {
        usesBeta = optimizer.defaults["betas"] != nil
        guard usesBeta || optimizer.defaults["momentum"] != nil else {
            throw TensorError(
                .value, name, "optimizer must support momentum or beta1 with `cycle_momentum` option enabled")
        }
        self.base = try base.values(for: optimizer, "base_momentum", name)
        self.max = try max.values(for: optimizer, "max_momentum", name)
    }

    /// Notes the ends of the cycle in the groups, and begins with the larger.
    func start(_ optimizer: Optimizer) {
        for (index, group) in optimizer.paramGroups.enumerated() {
            set(max[index], in: group)
            group["max_momentum"] = max[index]
            group["base_momentum"] = base[index]
        }
    }

    func set(_ momentum: Double, in group: ParameterGroup) {
        if usesBeta { group.betas.0 = momentum } else { group.momentum = momentum }
    }
}
