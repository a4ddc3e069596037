import Foundation
import TernCore

/// Lets the rates fall to 0 in `totalIters` steps, as a power of the steps that are left.
///
/// - Source: `torch.optim.lr_scheduler.PolynomialLR`.
public final class PolynomialLR: LRScheduler {
    /// The steps until then.
    public private(set) var totalIters: Int
    /// The power.
    public private(set) var power: Double

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - totalIters: the steps until then. Default 5.
    ///   - power: the power. Default 1.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` as `LRScheduler`.
    public init(_ optimizer: Optimizer, totalIters: Int = 5, power: Double = 1.0, lastEpoch: Int = -1) throws {
        self.totalIters = totalIters
        self.power = power
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    /// The rates of the step `lastEpoch`.
    public override func rates() throws -> [Double] {
        if isInitial || lastEpoch > totalIters { return currentRates }
        let (epoch, total) = (Double(lastEpoch), Double(totalIters))
        let factor = pow((1 - epoch / total) / (1 - (epoch - 1) / total), power)
        return currentRates.map { $0 * factor }
    }

    override func closedFormRates() -> [Double]? {
        let left = 1 - Double(min(totalIters, lastEpoch)) / Double(totalIters)
        return baseLRs.map { $0 * pow(left, power) }
    }

    override var settings: StateRecord {
        get { ["total_iters": .int(totalIters), "power": .double(power)] }
        set {
            newValue.read("total_iters", &totalIters)
            newValue.read("power", &power)
        }
    }
}
