import TernCore

/// Multiplies the rates by `gamma` in every step.
///
/// - Source: `torch.optim.lr_scheduler.ExponentialLR`.
public final class ExponentialLR: LRScheduler {
    /// The factor.
    public private(set) var gamma: Double

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - gamma: the factor.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` as `LRScheduler`.
    public init(_ optimizer: Optimizer, gamma: Double, lastEpoch: Int = -1) throws {
        self.gamma = gamma
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    /// The rates of the step `lastEpoch`.
    public override func rates() throws -> [Double] {
        isInitial ? currentRates : currentRates.map { $0 * gamma }
    }

    override func closedFormRates() throws -> [Double]? {
        let factor = try power(gamma, Double(lastEpoch))
        return baseLRs.map { $0 * factor }
    }

    override var settings: StateRecord { ["gamma": .double(gamma)] }

    override func prepared(_ state: StateRecord) throws -> () -> Void {
        let common = try super.prepared(state)
        let gamma = try state.number("gamma", or: gamma)
        return { [self] in
            common()
            self.gamma = gamma
        }
    }
}
