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

    /// The highest rates, one for each group.
    public private(set) var maxLRs: [Double]

    private var totalSize: Double
    private var stepRatio: Double
    private let mode: Mode
    private var gamma: Double
    private let momentum: MomentumCycle?
    private let momenta: (base: Double, max: Double)

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - baseLR: the lowest rate, for all groups.
    ///   - maxLR: the highest rate.
    ///   - stepSizeUp: the steps from the lowest to the highest. Default 2000.
    ///   - stepSizeDown: the steps back. Default as many.
    ///   - mode: how the height changes. Default not at all.
    ///   - gamma: see `Mode.expRange`. Default 1.
    ///   - cycleMomentum: whether momentum changes, too. Default true.
    ///   - baseMomentum: the smallest momentum. Default 0.8.
    ///   - maxMomentum: the largest. Default 0.9.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` for an optimizer without momentum, and as `LRScheduler`.
    public init(
        _ optimizer: Optimizer, baseLR: Double, maxLR: Double, stepSizeUp: Int = 2000, stepSizeDown: Int? = nil,
        mode: Mode = .triangular, gamma: Double = 1, cycleMomentum: Bool = true, baseMomentum: Double = 0.8,
        maxMomentum: Double = 0.9, lastEpoch: Int = -1
    ) throws {
        if lastEpoch == -1 { for group in optimizer.paramGroups { group.lr = baseLR } }
        maxLRs = optimizer.paramGroups.map { _ in maxLR }
        totalSize = Double(stepSizeUp) + Double(stepSizeDown ?? stepSizeUp)
        stepRatio = Double(stepSizeUp) / totalSize
        self.mode = mode
        self.gamma = gamma
        momenta = (baseMomentum, maxMomentum)
        momentum = cycleMomentum ? try MomentumCycle(optimizer, "CyclicLR") : nil
        if lastEpoch == -1 { momentum?.start(optimizer, base: baseMomentum, max: maxMomentum) }
        try super.init(optimizer, lastEpoch: lastEpoch)
        baseLRs = optimizer.paramGroups.map { _ in baseLR }
    }

    /// The rates of the step `lastEpoch`; sets the momenta.
    public override func rates() throws -> [Double] {
        let cycle = (1 + Double(lastEpoch) / totalSize).rounded(.down)
        let x = 1 + Double(lastEpoch) / totalSize - cycle
        let position = x <= stepRatio ? x / stepRatio : (x - 1) / (stepRatio - 1)
        let height = scale(cycle)
        for group in optimizer.paramGroups {
            momentum?.set(momenta.max - (momenta.max - momenta.base) * position * height, in: group)
        }
        return zip(baseLRs, maxLRs).map { $0 + ($1 - $0) * position * height }
    }

    private func scale(_ cycle: Double) -> Double {
        switch mode {
        case .triangular: 1
        case .triangular2: 1 / pow(2, cycle - 1)
        case .expRange: pow(gamma, Double(lastEpoch))
        }
    }

    override var settings: StateRecord {
        get {
            var record: StateRecord = [
                "max_lrs": .list(maxLRs.map { .double($0) }), "total_size": .double(totalSize),
                "step_ratio": .double(stepRatio), "mode": .text(mode.rawValue), "gamma": .double(gamma),
                "scale_mode": .text(mode == .expRange ? "iterations" : "cycle"),
                "cycle_momentum": .bool(momentum != nil),
            ]
            if let momentum {
                record["use_beta1"] = .bool(momentum.usesBeta)
                record["base_momentums"] = .list(maxLRs.map { _ in .double(momenta.base) })
                record["max_momentums"] = .list(maxLRs.map { _ in .double(momenta.max) })
            }
            return record
        }
        set {
            maxLRs = newValue["max_lrs"]?.doubles ?? maxLRs
            newValue.read("total_size", &totalSize)
            newValue.read("step_ratio", &stepRatio)
            newValue.read("gamma", &gamma)
        }
    }

    /// Torch's record has a place for a scaling function of one's own.
    public override func stateDict() -> StateRecord {
        var record = super.stateDict()
        record["_scale_fn_custom"] = StateValue.none
        return record
    }
}
