import TernCore

/// Multiplies the rates by `gamma` every `stepSize` steps.
///
/// - Source: `torch.optim.lr_scheduler.StepLR`.
public final class StepLR: LRScheduler {
    /// Steps between two changes.
    public private(set) var stepSize: Int
    /// The factor.
    public private(set) var gamma: Double

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - stepSize: steps between two changes.
    ///   - gamma: the factor. Default 0.1.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` for a step size of 0, and as `LRScheduler`.
    public init(_ optimizer: Optimizer, stepSize: Int, gamma: Double = 0.1, lastEpoch: Int = -1) throws {
        if let message = StepLR.refusal(stepSize) { throw TensorError(.value, "StepLR", message) }
        self.stepSize = stepSize
        self.gamma = gamma
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    /// The rates of the step `lastEpoch`.
    public override func rates() throws -> [Double] {
        guard lastEpoch != 0, lastEpoch.remainderReportingOverflow(dividingBy: stepSize).partialValue == 0 else {
            return currentRates
        }
        return currentRates.map { $0 * gamma }
    }

    override func closedFormRates() throws -> [Double]? {
        // Rounded down, as Python's quotient is.
        let changes = (Double(lastEpoch) / Double(stepSize)).rounded(.down)
        let factor = try power(gamma, changes)
        return baseLRs.map { $0 * factor }
    }

    private static func refusal(_ stepSize: Int) -> String? { stepSize == 0 ? "integer modulo by zero" : nil }

    override var settings: StateRecord { ["step_size": .int(stepSize), "gamma": .double(gamma)] }

    override func prepared(_ state: StateRecord) throws -> () -> Void {
        let common = try super.prepared(state)
        let stepSize = try state.integer("step_size", or: stepSize, refusal: StepLR.refusal)
        let gamma = try state.number("gamma", or: gamma)
        return { [self] in
            common()
            self.stepSize = stepSize
            self.gamma = gamma
        }
    }
}
