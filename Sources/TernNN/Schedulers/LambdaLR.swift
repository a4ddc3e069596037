import TernCore

/// Multiplies the first rates by a function of the steps.
///
/// - Source: `torch.optim.lr_scheduler.LambdaLR`.
public final class LambdaLR: LRScheduler {
    private let factors: [(Int) -> Double]

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - factor: the factor of a step, for all groups.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` as `LRScheduler`.
    public convenience init(_ optimizer: Optimizer, _ factor: @escaping (Int) -> Double, lastEpoch: Int = -1) throws {
        try self.init(optimizer, optimizer.paramGroups.map { _ in factor }, lastEpoch: lastEpoch)
    }

    /// The same with a function for each group.
    public init(_ optimizer: Optimizer, _ factors: [(Int) -> Double], lastEpoch: Int = -1) throws {
        try checkCount(factors.count, optimizer, "LambdaLR")
        self.factors = factors
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    /// The rates of the step `lastEpoch`.
    public override func rates() throws -> [Double] { zip(baseLRs, factors).map { $0 * $1(lastEpoch) } }

    /// Functions are not kept: `lr_lambdas` holds nothing.
    public override func stateDict() -> StateRecord {
        var record = super.stateDict()
        record["lr_lambdas"] = .list(factors.map { _ in .none })
        return record
    }
}

/// Multiplies the rates by a function of the steps, in every step.
///
/// - Source: `torch.optim.lr_scheduler.MultiplicativeLR`.
public final class MultiplicativeLR: LRScheduler {
    private let factors: [(Int) -> Double]

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - factor: the factor of a step, for all groups.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` as `LRScheduler`.
    public convenience init(_ optimizer: Optimizer, _ factor: @escaping (Int) -> Double, lastEpoch: Int = -1) throws {
        try self.init(optimizer, optimizer.paramGroups.map { _ in factor }, lastEpoch: lastEpoch)
    }

    /// The same with a function for each group.
    public init(_ optimizer: Optimizer, _ factors: [(Int) -> Double], lastEpoch: Int = -1) throws {
        try checkCount(factors.count, optimizer, "MultiplicativeLR")
        self.factors = factors
        try super.init(optimizer, lastEpoch: lastEpoch)
    }

    /// The rates of the step `lastEpoch`.
    public override func rates() throws -> [Double] {
        isInitial ? currentRates : zip(currentRates, factors).map { $0 * $1(lastEpoch) }
    }

    /// Functions are not kept: `lr_lambdas` holds nothing.
    public override func stateDict() -> StateRecord {
        var record = super.stateDict()
        record["lr_lambdas"] = .list(factors.map { _ in .none })
        return record
    }
}

private func checkCount(_ count: Int, _ optimizer: Optimizer, _ name: String) throws {
    guard count == optimizer.paramGroups.count else {
        throw TensorError(.value, name, "Expected \(optimizer.paramGroups.count) lr_lambdas, but got \(count)")
    }
}
