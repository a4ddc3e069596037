import Foundation
import TernCore

/// Lets the rates fall to `etaMin` along half a cosine, then starts again, with periods that grow.
///
/// - Source: `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts`; Loshchilov and Hutter 2016.
public final class CosineAnnealingWarmRestarts: LRScheduler {
    /// The steps of the first period.
    public private(set) var t0: Int
    /// The factor of a period's length over the one before.
    public private(set) var tMult: Int
    /// The smallest rate.
    public private(set) var etaMin: Double

    private var period: Int
    /// Where in the period the schedule is; between two steps after `step(epoch:)`.
    private var position: Double

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - t0: the steps of the first period.
    ///   - tMult: the factor of a period's length over the one before. Default 1.
    ///   - etaMin: the smallest rate. Default 0.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` in torch's words for numbers out of their range, and as `LRScheduler`.
    public init(_ optimizer: Optimizer, t0: Int, tMult: Int = 1, etaMin: Double = 0.0, lastEpoch: Int = -1) throws {
        if let message = Self.firstPeriodRefusal(t0) ?? Self.growthRefusal(tMult) {
            throw TensorError(.value, "CosineAnnealingWarmRestarts", message)
        }
        self.t0 = t0
        self.tMult = tMult
        self.etaMin = etaMin
        period = t0
        position = Double(lastEpoch)
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    /// The rates of the step `lastEpoch`.
    public override func rates() throws -> [Double] {
        let angle = Double.pi * position / Double(period)
        return baseLRs.map { etaMin + ($0 - etaMin) * (1 + cos(angle)) / 2 }
    }

    /// Sets the rates of the next step.
    public override func step() throws {
        guard lastEpoch >= 0 else { return try step(epoch: 0) }
        let next = try successor(lastEpoch)
        var (position, period) = (position + 1, period)
        if position >= Double(period) {
            position = position.truncatingRemainder(dividingBy: Double(period))
            let (grown, overflow) = period.multipliedReportingOverflow(by: tMult)
            period = overflow ? .max : grown
        }
        try move(to: next, position, period)
    }

    /// Sets the rates of any point of the schedule, which may lie between two epochs:
    ///
    /// ```swift
    /// for (i, batch) in loader.enumerated() {
    ///     // a training step
    ///     try scheduler.step(epoch: Double(epoch) + Double(i) / Double(loader.count))
    /// }
    /// ```
    ///
    /// - Parameter epoch: epochs from the start of the schedule, at least 0. A `step()` behind it goes on from there.
    /// - Throws: `TensorError` in torch's words for a negative, infinite or NaN epoch; nothing has changed then.
    public func step(epoch: Double) throws {
        guard !(epoch < 0) else {
            throw TensorError(
                .value, "CosineAnnealingWarmRestarts",
                "Expected non-negative epoch, but got \(Int(exactly: epoch).map(String.init) ?? "\(epoch)")")
        }
        let whole = try PythonArithmetic.floor(epoch, "CosineAnnealingWarmRestarts")
        let first = Double(t0)
        guard epoch >= first else { return try move(to: whole, epoch, t0) }
        guard tMult > 1 else {
            return try move(to: whole, epoch.truncatingRemainder(dividingBy: first), period)
        }
        // The restarts so far, n, have taken t0 * (1 + tMult + … + tMult^(n - 1)) epochs.
        let growth = Double(tMult)
        let restarts = (log(epoch / first * (growth - 1) + 1) / log(growth)).rounded(.towardZero)
        let scale = pow(growth, restarts)
        try move(to: whole, epoch - first * (scale - 1) / (growth - 1), Int(exactly: first * scale) ?? .max)
    }

    private func move(to epoch: Int, _ position: Double, _ period: Int) throws {
        let before = (lastEpoch, self.position, self.period)
        (lastEpoch, self.position, self.period) = (epoch, position, period)
        do {
            try set(rates())
        } catch {
            (lastEpoch, self.position, self.period) = before
            throw error
        }
    }

    // MARK: State

    private static func firstPeriodRefusal(_ steps: Int) -> String? {
        steps > 0 ? nil : "Expected positive integer T_0, but got \(steps)"
    }

    private static func growthRefusal(_ factor: Int) -> String? {
        factor >= 1 ? nil : "Expected integer T_mult >= 1, but got \(factor)"
    }

    override var settings: StateRecord {
        [
            "T_0": .int(t0), "T_i": .int(period), "T_mult": .int(tMult), "eta_min": .double(etaMin),
            "T_cur": Int(exactly: position).map { .int($0) } ?? .double(position),
        ]
    }

    override func prepared(_ state: StateRecord) throws -> () -> Void {
        let common = try super.prepared(state)
        let t0 = try state.integer("T_0", or: t0, refusal: Self.firstPeriodRefusal)
        let tMult = try state.integer("T_mult", or: tMult, refusal: Self.growthRefusal)
        let period = try state.integer("T_i", or: period) { $0 > 0 ? nil : "integer modulo by zero" }
        let etaMin = try state.number("eta_min", or: etaMin)
        let position = try state.number("T_cur", or: position)
        guard position.isFinite else {
            throw StateRecord.outOfRange("T_cur", "expected a finite input, got \(position)")
        }
        return { [self] in
            common()
            (self.t0, self.tMult, self.period) = (t0, tMult, period)
            (self.etaMin, self.position) = (etaMin, position)
        }
    }
}
