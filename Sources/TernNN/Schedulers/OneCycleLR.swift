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

    private var strategy: AnnealStrategy
    private let momentum: MomentumCycle?
    private var phases: [CyclePhase]

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - maxLR: the highest rate, for all groups or for each.
    ///   - totalSteps: all steps of the cycle. Default epochs * stepsPerEpoch.
    ///   - epochs: with `stepsPerEpoch` in place of `totalSteps`.
    ///   - stepsPerEpoch: see `epochs`.
    ///   - pctStart: the share of the steps in which the rates rise. Default 0.3.
    ///   - annealStrategy: how rates change. Default along a cosine.
    ///   - cycleMomentum: whether momentum changes, too. Default true.
    ///   - baseMomentum: the smallest momentum, for all groups or for each. Default 0.85.
    ///   - maxMomentum: the largest. Default 0.95.
    ///   - divFactor: the highest rate over the first. Default 25.
    ///   - finalDivFactor: the first rate over the last. Default 1e4.
    ///   - threePhase: whether the rates first go back to where they began, and then down. Default false.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` in torch's words for numbers out of their range, for lists of another length than there are
    ///   groups, and as `LRScheduler`.
    public init(
        _ optimizer: Optimizer, maxLR: some RateArgument, totalSteps: Int? = nil, epochs: Int? = nil,
        stepsPerEpoch: Int? = nil, pctStart: Double = 0.3, annealStrategy: AnnealStrategy = .cos,
        cycleMomentum: Bool = true, baseMomentum: some RateArgument = 0.85, maxMomentum: some RateArgument = 0.95,
        divFactor: Double = 25, finalDivFactor: Double = 1e4, threePhase: Bool = false, lastEpoch: Int = -1
    ) throws {
        let steps = try OneCycleLR.steps(totalSteps, epochs, stepsPerEpoch)
        guard (0...1).contains(pctStart) else {
            throw OneCycleLR.error("Expected float between 0 and 1 pct_start, but got \(pctStart)")
        }
        self.totalSteps = steps
        strategy = annealStrategy
        phases = CyclePhase.all(Double(steps), pctStart, isThreePhase: threePhase)
        let maxLRs = try maxLR.groupRates.values(for: optimizer, "max_lr", "OneCycleLR")
        let firstLRs = try maxLRs.map { try PythonArithmetic.quotient($0, divFactor, "OneCycleLR") }
        let lastLRs = try firstLRs.map { try PythonArithmetic.quotient($0, finalDivFactor, "OneCycleLR") }
        momentum =
            cycleMomentum
            ? try MomentumCycle(optimizer, base: baseMomentum.groupRates, max: maxMomentum.groupRates, "OneCycleLR")
            : nil
        if lastEpoch == -1 {
            for (index, group) in optimizer.paramGroups.enumerated() {
                group["initial_lr"] = firstLRs[index]
                group["max_lr"] = maxLRs[index]
                group["min_lr"] = lastLRs[index]
            }
            momentum?.start(optimizer)
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
        let share = try quotient(step - start, phase.end - start)
        let groups = optimizer.paramGroups
        let rates = try groups.map { try between(phase.startLR, phase.endLR, share, in: $0) }
        if let momentum {
            let momenta = try groups.map { try between(phase.startMomentum, phase.endMomentum, share, in: $0) }
            for (value, group) in zip(momenta, groups) { momentum.set(value, in: group) }
        }
        return rates
    }

    private func between(_ first: String, _ last: String, _ share: Double, in group: ParameterGroup) throws -> Double {
        let (start, end) = (try group.required(first, "OneCycleLR"), try group.required(last, "OneCycleLR"))
        return switch strategy {
        case .cos: end + (start - end) / 2 * (cos(.pi * share) + 1)
        case .linear: (end - start) * share + start
        }
    }

    // MARK: State

    override var settings: StateRecord {
        var record: StateRecord = [
            "total_steps": .int(totalSteps), "_schedule_phases": .list(phases.map { .record($0.record) }),
            "_anneal_func_type": .text(strategy.rawValue), "cycle_momentum": .bool(momentum != nil),
        ]
        record["use_beta1"] = momentum.map { .bool($0.usesBeta) }
        return record
    }

    override func prepared(_ state: StateRecord) throws -> () -> Void {
        let common = try super.prepared(state)
        let totalSteps = try state.integer("total_steps", or: totalSteps) {
            $0 > 0 ? nil : "Expected positive integer total_steps, but got \($0)"
        }
        let strategy = try state.option("_anneal_func_type", or: strategy) { "Unknown _anneal_func_type: \($0)" }
        let phases = try CyclePhase.all(of: state) ?? phases
        return { [self] in
            common()
            (self.totalSteps, self.strategy, self.phases) = (totalSteps, strategy, phases)
        }
    }
}
