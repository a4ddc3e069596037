import TernCore

/// Multiplies the rates by `factor` when a metric has not become better for more than `patience` epochs.
///
/// Call `step(loss)` after each epoch. It is no `LRScheduler`, as its steps need the metric.
///
/// - Source: `torch.optim.lr_scheduler.ReduceLROnPlateau`.
public final class ReduceLROnPlateau {
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

    /// The optimizer whose groups are changed.
    public let optimizer: Optimizer
    /// The rates of the last step, one for each group.
    public private(set) var lastLR: [Double]
    /// The best metric so far.
    public private(set) var best: Double
    /// How many steps have been made.
    public private(set) var lastEpoch = 0

    private var factor: Double
    private var patience: Int
    private var threshold: Double
    private var cooldown: Int
    private var minLR: Double
    private var eps: Double
    private var mode: Mode
    private var thresholdMode: ThresholdMode
    private var cooldownCounter = 0
    private var badEpochs = 0

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - mode: which metrics are better. Default smaller ones.
    ///   - factor: the factor, below 1. Default 0.1.
    ///   - patience: the epochs without a better metric that are put up with. Default 10.
    ///   - threshold: by how much a better metric must be better. Default 1e-4.
    ///   - thresholdMode: what that is measured in. Default shares of the best metric.
    ///   - cooldown: the epochs after a change that don't count. Default 0.
    ///   - minLR: the smallest rate. Default 0.
    ///   - eps: changes smaller than this are not made. Default 1e-8.
    /// - Throws: `TensorError` for a factor that is not below 1.
    public init(
        _ optimizer: Optimizer, mode: Mode = .min, factor: Double = 0.1, patience: Int = 10,
        threshold: Double = 1e-4, thresholdMode: ThresholdMode = .rel, cooldown: Int = 0, minLR: Double = 0,
        eps: Double = 1e-8
    ) throws {
        guard factor < 1 else { throw TensorError(.value, "ReduceLROnPlateau", "Factor should be < 1.0.") }
        self.optimizer = optimizer
        self.mode = mode
        self.factor = factor
        self.patience = patience
        self.threshold = threshold
        self.thresholdMode = thresholdMode
        self.cooldown = cooldown
        self.minLR = minLR
        self.eps = eps
        best = mode == .min ? .infinity : -.infinity
        lastLR = optimizer.paramGroups.map(\.lr)
    }

    /// Notes an epoch's metric and changes the rates if it is time.
    public func step(_ metric: Double) {
        lastEpoch += 1
        if isBetter(metric) {
            best = metric
            badEpochs = 0
        } else {
            badEpochs += 1
        }
        if cooldownCounter > 0 {
            cooldownCounter -= 1
            badEpochs = 0
        }
        if badEpochs > patience {
            for group in optimizer.paramGroups {
                let rate = Swift.max(group.lr * factor, minLR)
                if group.lr - rate > eps { group.lr = rate }
            }
            cooldownCounter = cooldown
            badEpochs = 0
        }
        lastLR = optimizer.paramGroups.map(\.lr)
    }

    private func isBetter(_ metric: Double) -> Bool {
        switch (mode, thresholdMode) {
        case (.min, .rel): metric < best * (1 - threshold)
        case (.min, .abs): metric < best - threshold
        case (.max, .rel): metric > best * (threshold + 1)
        case (.max, .abs): metric > best + threshold
        }
    }

    /// What the scheduler remembers, by torch's names.
    public func stateDict() -> StateRecord {
        [
            "factor": .double(factor), "default_min_lr": .double(minLR),
            "min_lrs": .list(optimizer.paramGroups.map { _ in .double(minLR) }), "patience": .int(patience),
            "cooldown": .int(cooldown), "eps": .double(eps), "last_epoch": .int(lastEpoch),
            "_last_lr": .list(lastLR.map { .double($0) }),
            "mode_worse": .double(mode == .min ? .infinity : -.infinity), "mode": .text(mode.rawValue),
            "threshold": .double(threshold), "threshold_mode": .text(thresholdMode.rawValue), "best": .double(best),
            "cooldown_counter": .int(cooldownCounter), "num_bad_epochs": .int(badEpochs),
        ]
    }

    /// Takes over what a state dict remembers.
    public func loadStateDict(_ state: StateRecord) {
        state.read("factor", &factor)
        state.read("default_min_lr", &minLR)
        state.read("patience", &patience)
        state.read("cooldown", &cooldown)
        state.read("eps", &eps)
        state.read("last_epoch", &lastEpoch)
        lastLR = state["_last_lr"]?.doubles ?? lastLR
        if case .text(let name)? = state["mode"] { mode = Mode(rawValue: name) ?? mode }
        state.read("threshold", &threshold)
        if case .text(let name)? = state["threshold_mode"] {
            thresholdMode = ThresholdMode(rawValue: name) ?? thresholdMode
        }
        state.read("best", &best)
        state.read("cooldown_counter", &cooldownCounter)
        state.read("num_bad_epochs", &badEpochs)
    }
}
