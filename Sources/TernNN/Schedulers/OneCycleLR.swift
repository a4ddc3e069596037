import Foundation
import TernCore

/// Raises the rates to `maxLR` and lets them fall far below where they began, once, while momentum goes the other way.
///
/// - Source: `torch.optim.lr_scheduler.OneCycleLR`; Smith and Topin 2017.
public final class OneCycleLR: LRScheduler {
    /// How rates go from one value to another.
    public enum AnnealStrategy: String, Sendable {
        /// Along half a cosine.
        case cos
        /// Along a line.
        case linear
    }

    /// All steps of the cycle.
    public private(set) var totalSteps: Int

    private let strategy: AnnealStrategy
    private let momentum: MomentumCycle?
    private let phases: [Phase]

    fileprivate struct Phase {
        var end: Double
        var rates: (String, String)
        var momenta: (String, String)
    }

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - maxLR: the highest rate, for all groups.
    ///   - totalSteps: all steps of the cycle. Default epochs * stepsPerEpoch.
    ///   - epochs: with `stepsPerEpoch` in place of `totalSteps`.
    ///   - stepsPerEpoch: see `epochs`.
    ///   - pctStart: the share of the steps in which the rates rise. Default 0.3.
    ///   - annealStrategy: how rates change. Default along a cosine.
    ///   - cycleMomentum: whether momentum changes, too. Default true.
    ///   - baseMomentum: the smallest momentum. Default 0.85.
    ///   - maxMomentum: the largest. Default 0.95.
    ///   - divFactor: the highest rate over the first. Default 25.
    ///   - finalDivFactor: the first rate over the last. Default 1e4.
    ///   - threePhase: whether the rates first go back to where they began, and then down. Default false.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` in torch's words for numbers out of their range, and as `LRScheduler`.
    public init(
        _ optimizer: Optimizer, maxLR: Double, totalSteps: Int? = nil, epochs: Int? = nil, stepsPerEpoch: Int? = nil,
        pctStart: Double = 0.3, annealStrategy: AnnealStrategy = .cos, cycleMomentum: Bool = true,
        baseMomentum: Double = 0.85, maxMomentum: Double = 0.95, divFactor: Double = 25, finalDivFactor: Double = 1e4,
        threePhase: Bool = false, lastEpoch: Int = -1
    ) throws {
        let steps = try OneCycleLR.steps(totalSteps, epochs, stepsPerEpoch)
        guard (0...1).contains(pctStart) else {
            throw OneCycleLR.error("Expected float between 0 and 1 pct_start, but got \(pctStart)")
        }
        self.totalSteps = steps
        strategy = annealStrategy
        phases = OneCycleLR.phases(Double(steps), pctStart, threePhase)
        momentum = cycleMomentum ? try MomentumCycle(optimizer, "OneCycleLR") : nil
        if lastEpoch == -1 {
            for group in optimizer.paramGroups {
                group["initial_lr"] = maxLR / divFactor
                group["max_lr"] = maxLR
                group["min_lr"] = group["initial_lr"] / finalDivFactor
            }
            momentum?.start(optimizer, base: baseMomentum, max: maxMomentum)
        }
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    private static func steps(_ total: Int?, _ epochs: Int?, _ stepsPerEpoch: Int?) throws -> Int {
        func positive(_ name: String, _ number: Int) throws -> Int {
            guard number > 0 else { throw error("Expected positive integer \(name), but got \(number)") }
            return number
        }
        if let total { return try positive("total_steps", total) }
        guard let epochs, let stepsPerEpoch else {
            throw error("You must define either total_steps OR (epochs AND steps_per_epoch)")
        }
        let (steps, overflow) = try positive("epochs", epochs).multipliedReportingOverflow(
            by: positive("steps_per_epoch", stepsPerEpoch))
        guard !overflow else { throw error("epochs * steps_per_epoch is too large") }
        return steps
    }

    private static func phases(_ total: Double, _ share: Double, _ isThreePhase: Bool) -> [Phase] {
        let up = Phase(
            end: share * total - 1, rates: ("initial_lr", "max_lr"), momenta: ("max_momentum", "base_momentum"))
        guard isThreePhase else {
            return [
                up, Phase(end: total - 1, rates: ("max_lr", "min_lr"), momenta: ("base_momentum", "max_momentum")),
            ]
        }
        return [
            up,
            Phase(
                end: 2 * share * total - 2, rates: ("max_lr", "initial_lr"),
                momenta: ("base_momentum", "max_momentum")),
            Phase(end: total - 1, rates: ("initial_lr", "min_lr"), momenta: ("max_momentum", "max_momentum")),
        ]
    }

    private static func error(_ message: String) -> TensorError { TensorError(.value, "OneCycleLR", message) }

    /// The rates of the step `lastEpoch`; sets the momenta.
    public override func rates() throws -> [Double] {
        guard lastEpoch <= totalSteps else {
            throw OneCycleLR.error(
                "Tried to step \(lastEpoch) times. The specified number of total steps is \(totalSteps)")
        }
        let step = Double(lastEpoch)
        let index = phases.firstIndex { step <= $0.end } ?? phases.count - 1
        let phase = phases[index]
        let start = index == 0 ? 0 : phases[index - 1].end
        let share = (step - start) / (phase.end - start)
        return optimizer.paramGroups.map { group in
            momentum?.set(between(group[phase.momenta.0], group[phase.momenta.1], share), in: group)
            return between(group[phase.rates.0], group[phase.rates.1], share)
        }
    }

    private func between(_ start: Double, _ end: Double, _ share: Double) -> Double {
        switch strategy {
        case .cos: end + (start - end) / 2 * (cos(.pi * share) + 1)
        case .linear: (end - start) * share + start
        }
    }

    override var settings: StateRecord {
        get {
            var record: StateRecord = [
                "total_steps": .int(totalSteps),
                "_schedule_phases": .list(phases.map { .record($0.record) }),
                "_anneal_func_type": .text(strategy.rawValue), "cycle_momentum": .bool(momentum != nil),
            ]
            record["use_beta1"] = momentum.map { .bool($0.usesBeta) }
            return record
        }
        set { newValue.read("total_steps", &totalSteps) }
    }
}

extension OneCycleLR.Phase {
    fileprivate var record: StateRecord {
        [
            "end_step": .double(end), "start_lr": .text(rates.0), "end_lr": .text(rates.1),
            "start_momentum": .text(momenta.0), "end_momentum": .text(momenta.1),
        ]
    }
}
