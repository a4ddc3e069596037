import TernCore

/// Multiplies the rates by a factor that goes from `startFactor` to `endFactor` in `totalIters` equal steps.
///
/// - Source: `torch.optim.lr_scheduler.LinearLR`.
public final class LinearLR: LRScheduler {
    /// The factor of the first step, in 0 ..< 1 but not 0, or 1.
    public private(set) var startFactor: Double
    /// The factor of the last step, 0 ... 1.
    public private(set) var endFactor: Double
    /// The steps until then.
    public private(set) var totalIters: Int

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - startFactor: the factor of the first step, above 0, at most 1. Default 1/3.
    ///   - endFactor: the factor of the last step, 0 ... 1. Default 1.
    ///   - totalIters: the steps until then. Default 5.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` for a factor out of its range, and as `LRScheduler`.
    public init(
        _ optimizer: Optimizer, startFactor: Double = 1.0 / 3, endFactor: Double = 1.0, totalIters: Int = 5,
        lastEpoch: Int = -1
    ) throws {
        if let message = LinearLR.refusal(startFactor, endFactor) { throw TensorError(.value, "LinearLR", message) }
        self.startFactor = startFactor
        self.endFactor = endFactor
        self.totalIters = totalIters
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    /// The rates of the step `lastEpoch`.
    public override func rates() throws -> [Double] {
        if lastEpoch == 0 { return currentRates.map { $0 * startFactor } }
        if isInitial || lastEpoch > totalIters { return currentRates }
        let change = endFactor - startFactor
        let before = Double(totalIters) * startFactor + (Double(lastEpoch) - 1) * change
        let factor = try 1 + quotient(change, before)
        return currentRates.map { $0 * factor }
    }

    override func closedFormRates() throws -> [Double]? {
        let done = Double(min(totalIters, lastEpoch))
        let factor = try startFactor + quotient((endFactor - startFactor) * done, Double(totalIters))
        return baseLRs.map { $0 * factor }
    }

    override var settings: StateRecord {
        ["start_factor": .double(startFactor), "end_factor": .double(endFactor), "total_iters": .int(totalIters)]
    }

    private static func refusal(_ start: Double, _ end: Double) -> String? {
        if start > 1 || start <= 0 {
            return "Starting multiplicative factor expected to be greater than 0 and less or equal to 1."
        }
        return end > 1 || end < 0 ? "Ending multiplicative factor expected to be between 0 and 1." : nil
    }

    override func prepared(_ state: StateRecord) throws -> () -> Void {
        let common = try super.prepared(state)
        let startFactor = try state.number("start_factor", or: startFactor)
        let endFactor = try state.number("end_factor", or: endFactor)
        if let message = LinearLR.refusal(startFactor, endFactor) {
            throw StateRecord.outOfRange("start_factor", message)
        }
        let totalIters = try state.integer("total_iters", or: totalIters)
        return { [self] in
            common()
            self.startFactor = startFactor
            self.endFactor = endFactor
            self.totalIters = totalIters
        }
    }
}
