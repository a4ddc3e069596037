import Foundation
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
        guard stepSize != 0 else { throw TensorError(.value, "StepLR", "integer modulo by zero") }
        self.stepSize = stepSize
        self.gamma = gamma
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    /// The rates of the step `lastEpoch`.
    public override func rates() throws -> [Double] {
        guard lastEpoch != 0, lastEpoch % stepSize == 0 else { return currentRates }
        return currentRates.map { $0 * gamma }
    }

    override func closedFormRates() -> [Double]? {
        // Rounded down, as Python's quotient is.
        let changes = (Double(lastEpoch) / Double(stepSize)).rounded(.down)
        return baseLRs.map { $0 * pow(gamma, changes) }
    }

    override var settings: StateRecord {
        get { ["step_size": .int(stepSize), "gamma": .double(gamma)] }
        set {
            newValue.read("step_size", &stepSize)
            newValue.read("gamma", &gamma)
        }
    }
}
