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
        guard !(startFactor > 1 || startFactor <= 0) else {
            throw TensorError(
                .value, "LinearLR",
                "Starting multiplicative factor expected to be greater than 0 and less or equal to 1.")
        }
        guard !(endFactor > 1 || endFactor < 0) else {
            throw TensorError(.value, "LinearLR", "Ending multiplicative factor expected to be between 0 and 1.")
        }
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
        let factor = 1 + change / (Double(totalIters) * startFactor + Double(lastEpoch - 1) * change)
        return currentRates.map { $0 * factor }
    }

    override func closedFormRates() -> [Double]? {
        let done = Double(min(totalIters, lastEpoch))
        return baseLRs.map { $0 * (startFactor + (endFactor - startFactor) * done / Double(totalIters)) }
    }

    override var settings: StateRecord {
        get {
            ["start_factor": .double(startFactor), "end_factor": .double(endFactor), "total_iters": .int(totalIters)]
        }
        set {
            newValue.read("start_factor", &startFactor)
            newValue.read("end_factor", &endFactor)
            newValue.read("total_iters", &totalIters)
        }
    }
}
