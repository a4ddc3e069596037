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
    private var position: Int

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - t0: the steps of the first period.
    ///   - tMult: the factor of a period's length over the one before. Default 1.
    ///   - etaMin: the smallest rate. Default 0.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` in torch's words for numbers out of their range, and as `LRScheduler`.
    public init(_ optimizer: Optimizer, t0: Int, tMult: Int = 1, etaMin: Double = 0.0, lastEpoch: Int = -1) throws {
        guard t0 > 0 else {
            throw TensorError(
                .value, "CosineAnnealingWarmRestarts", "Expected positive integer T_0, but got \(t0)")
        }
        guard tMult >= 1 else {
            throw TensorError(
                .value, "CosineAnnealingWarmRestarts", "Expected integer T_mult >= 1, but got \(tMult)")
        }
        self.t0 = t0
        self.tMult = tMult
        self.etaMin = etaMin
        period = t0
        position = lastEpoch
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    /// The rates of the step `lastEpoch`.
    public override func rates() throws -> [Double] {
        let angle = Double.pi * Double(position) / Double(period)
        return baseLRs.map { etaMin + ($0 - etaMin) * (1 + cos(angle)) / 2 }
    }

    /// Sets the rates of the next step.
    public override func step() throws {
        if lastEpoch < 0 {
            (lastEpoch, position, period) = (0, 0, t0)
            return set(try rates())
        }
        lastEpoch += 1
        position += 1
        if position >= period {
            position %= period
            let (grown, overflow) = period.multipliedReportingOverflow(by: tMult)
            period = overflow ? .max : grown
        }
        set(try rates())
    }

    override var settings: StateRecord {
        get {
            [
                "T_0": .int(t0), "T_i": .int(period), "T_mult": .int(tMult), "eta_min": .double(etaMin),
                "T_cur": .int(position),
            ]
        }
        set {
            newValue.read("T_0", &t0)
            newValue.read("T_i", &period)
            newValue.read("T_mult", &tMult)
            newValue.read("eta_min", &etaMin)
            newValue.read("T_cur", &position)
        }
    }
}
