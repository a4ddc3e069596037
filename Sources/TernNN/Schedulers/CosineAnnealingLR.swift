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
        if let message = CosineAnnealingLR.refusal(tMax) { throw TensorError(.value, "CosineAnnealingLR", message) }
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
        if isAfterLowest {
            return zip(currentRates, baseLRs).map { $0 + ($1 - etaMin) * (1 - cos(.pi / period)) / 2 }
        }
        let factor = try quotient(1 + cos(.pi * epoch / period), 1 + cos(.pi * (epoch - 1) / period))
        return currentRates.map { factor * ($0 - etaMin) + etaMin }
    }

    /// Whether the step before had the smallest rate: whether (lastEpoch - 1) / tMax is an odd integer.
    private var isAfterLowest: Bool {
        let before = lastEpoch &- 1
        return before.remainderReportingOverflow(dividingBy: tMax).partialValue == 0
            && before.dividedReportingOverflow(by: tMax).partialValue % 2 != 0
    }

    override func closedFormRates() -> [Double]? {
        let angle = Double.pi * Double(lastEpoch) / Double(tMax)
        return baseLRs.map { etaMin + ($0 - etaMin) * (1 + cos(angle)) / 2 }
    }

    override var settings: StateRecord {
        ["T_max": .int(tMax), "eta_min": .double(etaMin)]
    }

    private static func refusal(_ tMax: Int) -> String? { tMax == 0 ? "integer modulo by zero" : nil }

    override func prepared(_ state: StateRecord) throws -> () -> Void {
        let common = try super.prepared(state)
        let tMax = try state.integer("T_max", or: tMax, refusal: CosineAnnealingLR.refusal)
        let etaMin = try state.number("eta_min", or: etaMin)
        return { [self] in
            common()
            self.tMax = tMax
            self.etaMin = etaMin
        }
    }
}
