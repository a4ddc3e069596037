import Foundation
import TernCore

/// Lets the rates fall to `etaMin` along half a cosine of `tMax` steps, and rise again.
///
/// - Source: `torch.optim.lr_scheduler.CosineAnnealingLR`.
public final class CosineAnnealingLR: LRScheduler {
    /// The steps of half a period.
    public private(set) var tMax: Int
    /// The smallest rate.
    public private(set) var etaMin: Double

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - tMax: the steps of half a period.
    ///   - etaMin: the smallest rate. Default 0.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` for a period of 0, and as `LRScheduler`.
    public init(_ optimizer: Optimizer, tMax: Int, etaMin: Double = 0.0, lastEpoch: Int = -1) throws {
        guard tMax != 0 else { throw TensorError(.value, "CosineAnnealingLR", "integer modulo by zero") }
        self.tMax = tMax
        self.etaMin = etaMin
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    /// The rates of the step `lastEpoch`.
    public override func rates() throws -> [Double] {
        if isInitial { return currentRates }
        let (epoch, period) = (Double(lastEpoch), Double(tMax))
        if stepCount == 1, lastEpoch > 0 {
            return baseLRs.map { etaMin + ($0 - etaMin) * (1 + cos(epoch * .pi / period)) / 2 }
        }
        if (lastEpoch - 1 - tMax) % (2 * tMax) == 0 {
            return zip(currentRates, baseLRs).map { $0 + ($1 - etaMin) * (1 - cos(.pi / period)) / 2 }
        }
        let factor = (1 + cos(.pi * epoch / period)) / (1 + cos(.pi * (epoch - 1) / period))
        return currentRates.map { factor * ($0 - etaMin) + etaMin }
    }

    override func closedFormRates() -> [Double]? {
        let angle = Double.pi * Double(lastEpoch) / Double(tMax)
        return baseLRs.map { etaMin + ($0 - etaMin) * (1 + cos(angle)) / 2 }
    }

    override var settings: StateRecord {
        get { ["T_max": .int(tMax), "eta_min": .double(etaMin)] }
        set {
            newValue.read("T_max", &tMax)
            newValue.read("eta_min", &etaMin)
        }
    }
}
