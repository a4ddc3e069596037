import TernCore

/// Multiplies the rates by `gamma` at each milestone.
///
/// - Source: `torch.optim.lr_scheduler.MultiStepLR`.
public final class MultiStepLR: LRScheduler {
    /// The steps at which the rates change, in order; one that is there twice changes them twice.
    public private(set) var milestones: [Int]
    /// The factor.
    public private(set) var gamma: Double

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - milestones: the steps at which they change.
    ///   - gamma: the factor. Default 0.1.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` as `LRScheduler`.
    public init(_ optimizer: Optimizer, milestones: [Int], gamma: Double = 0.1, lastEpoch: Int = -1) throws {
        self.milestones = milestones.sorted()
        self.gamma = gamma
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    /// The rates of the step `lastEpoch`.
    public override func rates() throws -> [Double] {
        let changes = milestones.filter { $0 == lastEpoch }.count
        guard changes > 0 else { return currentRates }
        let factor = try power(gamma, Double(changes))
        return currentRates.map { $0 * factor }
    }

    override func closedFormRates() throws -> [Double]? {
        let changes = milestones.filter { $0 <= lastEpoch }.count
        let factor = try power(gamma, Double(changes))
        return baseLRs.map { $0 * factor }
    }

    /// Torch keeps a counter of milestones, which is a dictionary with integers as keys; here they are a list.
    override var settings: StateRecord {
        ["milestones": .list(milestones.map { .int($0) }), "gamma": .double(gamma)]
    }

    override func prepared(_ state: StateRecord) throws -> () -> Void {
        let common = try super.prepared(state)
        let milestones = try state.integers("milestones", or: milestones).sorted()
        let gamma = try state.number("gamma", or: gamma)
        return { [self] in
            common()
            self.milestones = milestones
            self.gamma = gamma
        }
    }
}
