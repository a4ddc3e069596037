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
        let (left, before) = (try 1 - quotient(epoch, total), try 1 - quotient(epoch - 1, total))
        let factor = try self.power(quotient(left, before), power)
        return currentRates.map { $0 * factor }
    }

    override func closedFormRates() throws -> [Double]? {
        let left = try 1 - quotient(Double(min(totalIters, lastEpoch)), Double(totalIters))
        let factor = try self.power(left, power)
        return baseLRs.map { $0 * factor }
    }

    override var settings: StateRecord {
        ["total_iters": .int(totalIters), "power": .double(power)]
    }

    override func prepared(_ state: StateRecord) throws -> () -> Void {
        let common = try super.prepared(state)
        let totalIters = try state.integer("total_iters", or: totalIters)
        let power = try state.number("power", or: power)
        return { [self] in
            common()
            self.totalIters = totalIters
            self.power = power
        }
    }
}
