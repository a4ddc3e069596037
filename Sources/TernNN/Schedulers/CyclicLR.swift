import Foundation
import TernCore

/// Lets the rates go up and down between two values, while momentum goes the other way.
///
/// - Source: `torch.optim.lr_scheduler.CyclicLR`; Smith 2015.
public final class CyclicLR: LRScheduler {
    /// How the height of the cycles changes.
    public enum Mode: String, Sendable {
        /// Not at all.
        case triangular
        /// It is halved after each cycle.
        case triangular2
        /// It is `gamma` to the power of the steps.
        case expRange = "exp_range"
    }

    /// What a height is a function of.
    public enum ScaleMode: String, Sendable {
        /// The number of the cycle, from 1.
        case cycle
        /// The number of the step.
        case iterations
    }

    /// The highest rates, one for each group.
    public private(set) var maxLRs: [Double]

    private var totalSize: Double
    private var stepRatio: Double
    private var mode: Mode
    private var gamma: Double
    private var scaleMode: ScaleMode
    private let scaleFunction: ((Double) -> Double)?
    private let momentum: MomentumCycle?
    private var momenta: (base: [Double], max: [Double])

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - baseLR: the lowest rate, for all groups or for each.
    ///   - maxLR: the highest rate, for all groups or for each.
    ///   - stepSizeUp: the steps from the lowest to the highest. Default 2000.
    ///   - stepSizeDown: the steps back. Default as many.
    ///   - mode: how the height changes. Default not at all.
    ///   - gamma: see `Mode.expRange`. Default 1.
    ///   - scaleFn: the height by a function of one's own, in place of `mode`. It is not part of the state. Default none.
    ///   - scaleMode: what that is a function of. Default the number of the cycle.
    ///   - cycleMomentum: whether momentum changes, too. Default true.
    ///   - baseMomentum: the smallest momentum, for all groups or for each. Default 0.8.
    ///   - maxMomentum: the largest. Default 0.9.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` for an optimizer without momentum, for lists of another length than there are groups, for a
    ///   cycle without a way up, and as `LRScheduler`.
    public init(
        _ optimizer: Optimizer, baseLR: some RateArgument, maxLR: some RateArgument, stepSizeUp: Int = 2000,
        stepSizeDown: Int? = nil, mode: Mode = .triangular, gamma: Double = 1, scaleFn: ((Double) -> Double)? = nil,
        scaleMode: ScaleMode = .cycle, cycleMomentum: Bool = true, baseMomentum: some RateArgument = 0.8,
        maxMomentum: some RateArgument = 0.9, lastEpoch: Int = -1
    ) throws {
        let baseLRs = try baseLR.groupRates.values(for: optimizer, "base_lr", "CyclicLR")
        maxLRs = try maxLR.groupRates.values(for: optimizer, "max_lr", "CyclicLR")
        totalSize = Double(stepSizeUp) + Double(stepSizeDown ?? stepSizeUp)
        stepRatio = try PythonArithmetic.quotient(Double(stepSizeUp), totalSize, "CyclicLR")
        self.mode = mode
        self.gamma = gamma
        scaleFunction = scaleFn
        self.scaleMode = scaleFn == nil ? mode.scaleMode : scaleMode
        momentum =
            cycleMomentum
            ? try MomentumCycle(optimizer, base: baseMomentum.groupRates, max: maxMomentum.groupRates, "CyclicLR") : nil
        momenta = (momentum?.base ?? [], momentum?.max ?? [])
        if lastEpoch == -1 {
            for (rate, group) in zip(baseLRs, optimizer.paramGroups) { group.lr = rate }
            momentum?.start(optimizer)
        }
        try super.init(optimizer, lastEpoch: lastEpoch)
        self.baseLRs = baseLRs
    }

    /// The rates of the step `lastEpoch`; sets the momenta.
    public override func rates() throws -> [Double] {
        let share = try quotient(Double(lastEpoch), totalSize)
        let cycle = (1 + share).rounded(.down)
        let x = 1 + share - cycle
        let position = try x <= stepRatio ? quotient(x, stepRatio) : quotient(x - 1, stepRatio - 1)
        let height = try height(scaleMode == .cycle ? cycle : Double(lastEpoch))
        if let momentum {
            for (group, ends) in zip(optimizer.paramGroups, zip(momenta.base, momenta.max)) {
                momentum.set(ends.1 - (ends.1 - ends.0) * position * height, in: group)
            }
        }
        return zip(baseLRs, maxLRs).map { $0 + ($1 - $0) * position * height }
    }

    private func height(_ x: Double) throws -> Double {
        if let scaleFunction { return scaleFunction(x) }
        return switch mode {
        case .triangular: 1
        case .triangular2: try quotient(1, power(2, x - 1))
        case .expRange: try power(gamma, x)
        }
    }

    // MARK: State

    override var settings: StateRecord {
        var record: StateRecord = [
            "max_lrs": .list(maxLRs.map { .double($0) }), "total_size": .double(totalSize),
            "step_ratio": .double(stepRatio), "mode": .text(mode.rawValue), "gamma": .double(gamma),
            "scale_mode": .text(scaleMode.rawValue), "cycle_momentum": .bool(momentum != nil),
        ]
        if let momentum {
            record["use_beta1"] = .bool(momentum.usesBeta)
            record["base_momentums"] = .list(momenta.base.map { .double($0) })
            record["max_momentums"] = .list(momenta.max.map { .double($0) })
        }
        return record
    }

    /// Torch's record has a place for a scaling function of one's own.
    public override func stateDict() -> StateRecord {
        var record = super.stateDict()
        record["_scale_fn_custom"] = StateValue.none
        return record
    }

    override func prepared(_ state: StateRecord) throws -> () -> Void {
        let common = try super.prepared(state)
        let groups = optimizer.paramGroups.count
        let maxLRs = try state.numbers("max_lrs", or: maxLRs, count: groups)
        let size = try (
            total: state.number("total_size", or: totalSize), ratio: state.number("step_ratio", or: stepRatio)
        )
        for (name, divisor) in [("total_size", size.total), ("step_ratio", size.ratio)] where divisor == 0 {
            throw StateRecord.outOfRange(name, "float division by zero")
        }
        let gamma = try state.number("gamma", or: gamma)
        let mode = try state.option("mode", or: mode) { _ in "mode is invalid and scale_fn is None" }
        let scaleMode = try state.option("scale_mode", or: scaleMode) { "scale_mode \($0) is unknown" }
        let momenta =
            momentum == nil
            ? momenta
            : (
                base: try state.numbers("base_momentums", or: momenta.base, count: groups),
                max: try state.numbers("max_momentums", or: momenta.max, count: groups)
            )
        return { [self] in
            common()
            (self.maxLRs, totalSize, stepRatio) = (maxLRs, size.total, size.ratio)
            (self.gamma, self.mode, self.momenta) = (gamma, mode, momenta)
            self.scaleMode = scaleFunction == nil ? mode.scaleMode : scaleMode
        }
    }
}

extension CyclicLR.Mode {
    fileprivate var scaleMode: CyclicLR.ScaleMode { self == .expRange ? .iterations : .cycle }
}
