import TernCore

/// Multiplies the rates by `factor` for the first `totalIters` steps.
///
/// - Source: `torch.optim.lr_scheduler.ConstantLR`.
public final class ConstantLR: LRScheduler {
    /// The factor, 0 ... 1.
    public private(set) var factor: Double
    /// The steps with that factor.
    public private(set) var totalIters: Int

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - factor: the factor, 0 ... 1. Default 1/3.
    ///   - totalIters: the steps with that factor. Default 5.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` for a factor out of its range, and as `LRScheduler`.
    public init(_ optimizer: Optimizer, factor: Double = 1.0 / 3, totalIters: Int = 5, lastEpoch: Int = -1) throws {
        if let message = ConstantLR.refusal(factor) { throw TensorError(.value, "ConstantLR", message) }
        self.factor = factor
        self.totalIters = totalIters
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    /// The rates of the step `lastEpoch`.
    public override func rates() throws -> [Double] {
        if lastEpoch == 0 { return currentRates.map { $0 * factor } }
        guard lastEpoch == totalIters else { return currentRates }
        let inverse = try quotient(1, factor)
        return currentRates.map { $0 * inverse }
    }

    override func closedFormRates() throws -> [Double]? {
        baseLRs.map { $0 * (factor + (lastEpoch >= totalIters ? 1 - factor : 0)) }
    }

    override var settings: StateRecord {
        ["factor": .double(factor), "total_iters": .int(totalIters)]
    }

    private static func refusal(_ factor: Double) -> String? {
        factor > 1 || factor < 0 ? "Constant multiplicative factor expected to be between 0 and 1." : nil
    }

    override func prepared(_ state: StateRecord) throws -> () -> Void {
        let common = try super.prepared(state)
        let factor = try state.number("factor", or: factor)
        if let message = ConstantLR.refusal(factor) { throw StateRecord.outOfRange("factor", message) }
        let totalIters = try state.integer("total_iters", or: totalIters)
        return { [self] in
            common()
            self.factor = factor
            self.totalIters = totalIters
        }
    }
}
