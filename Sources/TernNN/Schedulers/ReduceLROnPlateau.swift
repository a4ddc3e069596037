import TernCore

/// Multiplies the rates by `factor` when a metric has not become better for more than `patience` epochs.
///
/// Call `step(loss)` after each epoch; `step()` throws, as a step needs the metric.
///
/// - Source: `torch.optim.lr_scheduler.ReduceLROnPlateau`.
public final class ReduceLROnPlateau: LRScheduler {
    /// Which metrics are better.
    public enum Mode: String, Sendable {
        /// Smaller ones.
        case min
        /// Larger ones.
        case max
    }

    /// What the threshold is measured in.
    public enum ThresholdMode: String, Sendable {
        /// Shares of the best metric.
        case rel
        /// The metric's own units.
        case abs
    }

    /// The best metric so far.
    public private(set) var best: Double

    private var limits: Limits
    private var cooldownCounter = 0
    private var badEpochs = 0

    private struct Limits {
        var mode: Mode
        var factor: Double
        var patience: Int
        var threshold: Double
        var thresholdMode: ThresholdMode
        var cooldown: Int
        /// The smallest rate of all groups; nil where each has its own.
        var defaultMinLR: Double?
        var minLRs: [Double]
        var eps: Double
    }

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - mode: which metrics are better. Default smaller ones.
    ///   - factor: the factor, below 1. Default 0.1.
    ///   - patience: the epochs without a better metric that are put up with. Default 10.
    ///   - threshold: by how much a better metric must be better. Default 1e-4.
    ///   - thresholdMode: what that is measured in. Default shares of the best metric.
    ///   - cooldown: the epochs after a change that don't count. Default 0.
    ///   - minLR: the smallest rate, of all groups or of each. Default 0.
    ///   - eps: changes smaller than this are not made. Default 1e-8.
    /// - Throws: `TensorError` for a factor that is not below 1, and for a list of another length than there are groups.
    public init(
        _ optimizer: Optimizer, mode: Mode = .min, factor: Double = 0.1, patience: Int = 10,
        threshold: Double = 1e-4, thresholdMode: ThresholdMode = .rel, cooldown: Int = 0,
        minLR: some RateArgument = 0.0, eps: Double = 1e-8
    ) throws {
        if let message = ReduceLROnPlateau.refusal(factor) { throw ReduceLROnPlateau.error(message) }
        let groups = optimizer.paramGroups
        var (common, minLRs): (Double?, [Double])
        switch minLR.groupRates {
        case .all(let rate): (common, minLRs) = (rate, groups.map { _ in rate })
        case .each(let rates): (common, minLRs) = (nil, rates)
        }
        guard minLRs.count == groups.count else {
            throw ReduceLROnPlateau.error("expected \(groups.count) min_lrs, got \(minLRs.count)")
        }
        limits = Limits(
            mode: mode, factor: factor, patience: patience, threshold: threshold, thresholdMode: thresholdMode,
            cooldown: cooldown, defaultMinLR: common, minLRs: minLRs, eps: eps)
        best = mode.worst
        super.init(composedFor: optimizer, lastEpoch: 0)
        lastLR = currentRates
    }

    private static func refusal(_ factor: Double) -> String? { factor >= 1 ? "Factor should be < 1.0." : nil }

    private static func error(_ message: String) -> TensorError {
        TensorError(.value, "ReduceLROnPlateau", message)
    }

    /// Notes an epoch's metric and changes the rates if it is time.
    ///
    /// - Throws: `TensorError` in torch's words where the optimizer has got another group, and each had a smallest rate of its
    ///   own; nothing has changed then.
    public func step(_ metric: Double) throws {
        let epoch = try successor(lastEpoch)
        let isBetter = isBetter(metric)
        let isCooling = cooldownCounter > 0
        var badEpochs = isBetter || isCooling ? 0 : (CheckedInt(badEpochs) + 1).saturated
        var cooldownCounter = isCooling ? cooldownCounter - 1 : cooldownCounter
        if badEpochs > limits.patience {
            try reduceRates()
            cooldownCounter = limits.cooldown
            badEpochs = 0
        }
        if isBetter { best = metric }
        (lastEpoch, self.badEpochs, self.cooldownCounter) = (epoch, badEpochs, cooldownCounter)
        lastLR = currentRates
    }

    /// Refused: a step needs the metric.
    public override func step() throws {
        throw TensorError(
            .type, "ReduceLROnPlateau",
            "ReduceLROnPlateau.step() missing 1 required positional argument: 'metrics'", hint: "call step(loss)")
    }

    private func reduceRates() throws {
        let groups = optimizer.paramGroups
        if groups.count != limits.minLRs.count {
            guard let common = limits.defaultMinLR else {
                throw TensorError(
                    "ReduceLROnPlateau",
                    "The number of param groups in the `optimizer` (\(groups.count)) differs from when `ReduceLROnPlateau` was initialized (\(limits.minLRs.count)), usually due to a new param group being added to the optimizer. Please modify the `min_lrs` field to match the length of the `optimizer` param groups."
                )
            }
            limits.minLRs = groups.map { _ in common }
        }
        for (group, least) in zip(groups, limits.minLRs) {
            let rate = max(group.lr * limits.factor, least)
            if group.lr - rate > limits.eps { group.lr = rate }
        }
    }

    private func isBetter(_ metric: Double) -> Bool {
        let threshold = limits.threshold
        return switch (limits.mode, limits.thresholdMode) {
        case (.min, .rel): metric < best * (1 - threshold)
        case (.min, .abs): metric < best - threshold
        case (.max, .rel): metric > best * (threshold + 1)
        case (.max, .abs): metric > best + threshold
        }
    }

    override var argumentsText: String { stateDict().argumentsText }
    override var placeText: String { "" }

    // MARK: State

    /// What the scheduler remembers, by torch's names.
    public override func stateDict() -> StateRecord {
        [
            "factor": .double(limits.factor), "default_min_lr": limits.defaultMinLR.map { .double($0) } ?? .none,
            "min_lrs": .list(limits.minLRs.map { .double($0) }), "patience": .int(limits.patience),
            "cooldown": .int(limits.cooldown), "eps": .double(limits.eps), "last_epoch": .int(lastEpoch),
            "_last_lr": .list(lastLR.map { .double($0) }), "mode_worse": .double(limits.mode.worst),
            "mode": .text(limits.mode.rawValue), "threshold": .double(limits.threshold),
            "threshold_mode": .text(limits.thresholdMode.rawValue), "best": .double(best),
            "cooldown_counter": .int(cooldownCounter), "num_bad_epochs": .int(badEpochs),
        ]
    }

    /// Takes over what a state dict remembers. All of it fits, or nothing changes.
    ///
    /// - Throws: `TensorError` that names what is of another kind or out of its range.
    public override func loadStateDict(_ state: StateRecord) throws {
        let groups = optimizer.paramGroups.count
        var new = limits
        new.factor = try state.number("factor", or: new.factor)
        if let message = ReduceLROnPlateau.refusal(new.factor) { throw StateRecord.outOfRange("factor", message) }
        if case .none? = state["default_min_lr"] {
            new.defaultMinLR = nil
        } else if state["default_min_lr"] != nil {
            new.defaultMinLR = try state.number("default_min_lr", or: 0)
        }
        new.minLRs = try state.numbers("min_lrs", or: new.minLRs, count: groups)
        new.patience = try state.integer("patience", or: new.patience)
        new.cooldown = try state.integer("cooldown", or: new.cooldown)
        new.eps = try state.number("eps", or: new.eps)
        new.mode = try state.option("mode", or: new.mode) { "mode \($0) is unknown!" }
        new.threshold = try state.number("threshold", or: new.threshold)
        new.thresholdMode = try state.option("threshold_mode", or: new.thresholdMode) {
            "threshold mode \($0) is unknown!"
        }
        let lastEpoch = try state.integer("last_epoch", or: lastEpoch)
        let lastLR = try state.numbers("_last_lr", or: lastLR, count: groups)
        let best = try state.number("best", or: best)
        let cooldownCounter = try state.integer("cooldown_counter", or: cooldownCounter)
        let badEpochs = try state.integer("num_bad_epochs", or: badEpochs)
        (limits, self.lastEpoch, self.lastLR, self.best) = (new, lastEpoch, lastLR, best)
        (self.cooldownCounter, self.badEpochs) = (cooldownCounter, badEpochs)
    }
}

extension ReduceLROnPlateau.Mode {
    /// The metric that every other is better than.
    fileprivate var worst: Double { self == .min ? .infinity : -.infinity }
}
