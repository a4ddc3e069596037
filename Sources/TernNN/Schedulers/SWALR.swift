import Foundation
import TernCore

/// Lets the rates go to one that stays, for the part of a training in which weights are averaged (see `AveragedModel`).
///
/// ```swift
/// let averaged = try AveragedModel(LeNet(), of: net)
/// let swa = try SWALR(optimizer, swaLR: 0.05, annealEpochs: 20)
/// // after each epoch from some epoch on:
/// try averaged.updateParameters(net)
/// try swa.step()
/// ```
///
/// - Source: `torch.optim.swa_utils.SWALR`; Izmailov et al. 2018.
public final class SWALR: LRScheduler {
    /// How rates go from one value to another.
    public enum AnnealStrategy: String, Sendable {
        /// Along half a cosine.
        case cos
        /// Along a line.
        case linear
    }

    /// The steps until the last rate.
    public private(set) var annealEpochs: Int
    private var strategy: AnnealStrategy

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - swaLR: the last rate, for all groups or for each.
    ///   - annealEpochs: the steps until then. Default 10.
    ///   - annealStrategy: how rates go there. Default along half a cosine.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` in torch's words for negative steps, for a list of another length than there are groups, and
    ///   as `LRScheduler`.
    public init(
        _ optimizer: Optimizer, swaLR: some RateArgument, annealEpochs: Int = 10,
        annealStrategy: AnnealStrategy = .cos, lastEpoch: Int = -1
    ) throws {
        let rates = try swaLR.groupRates.values(for: optimizer, "swa_lr", "SWALR")
        if let message = SWALR.refusal(annealEpochs) { throw TensorError(.value, "SWALR", message) }
        for (rate, group) in zip(rates, optimizer.paramGroups) { group["swa_lr"] = rate }
        self.annealEpochs = annealEpochs
        strategy = annealStrategy
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    /// The rates of the next step, from those that the groups have now.
    public override func rates() throws -> [Double] {
        let step = Double(annealEpochs == 0 ? max(1, stepCount - 1) : stepCount - 1)
        let before = share(step - 1)
        let now = share(step)
        return try optimizer.paramGroups.map { group in
            let last = try group.required("swa_lr", "SWALR")
            let first = before == 1 ? last : (group.lr - before * last) / (1 - before)
            return last * now + first * (1 - now)
        }
    }

    /// How much of the way is done at a step.
    private func share(_ step: Double) -> Double {
        let t = max(0, min(1, step / Double(max(1, annealEpochs))))
        return strategy == .cos ? (1 - cos(.pi * t)) / 2 : t
    }

    private static func refusal(_ epochs: Int) -> String? {
        epochs < 0 ? "anneal_epochs must be equal or greater than 0, got \(epochs)" : nil
    }

    override var settings: StateRecord {
        ["_anneal_strategy": .text(strategy.rawValue), "anneal_epochs": .int(annealEpochs)]
    }

    override func prepared(_ state: StateRecord) throws -> () -> Void {
        let common = try super.prepared(state)
        let annealEpochs = try state.integer("anneal_epochs", or: annealEpochs, refusal: SWALR.refusal)
        let strategy = try state.option("_anneal_strategy", or: strategy) {
            "anneal_strategy must be one of 'cos' or 'linear', instead got \($0)"
        }
        return { [self] in
            common()
            (self.annealEpochs, self.strategy) = (annealEpochs, strategy)
        }
    }
}
