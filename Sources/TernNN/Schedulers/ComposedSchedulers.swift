import TernCore

/// One scheduler after the other: each from its milestone on, which is its first step.
///
/// - Source: `torch.optim.lr_scheduler.SequentialLR`.
public final class SequentialLR: LRScheduler {
    private let schedulers: [LRScheduler]
    private var milestones: [Int]

    /// - Parameters:
    ///   - optimizer: that of all schedulers.
    ///   - schedulers: in their order.
    ///   - milestones: the first steps of the second scheduler, the third and so on.
    ///   - lastEpoch: the steps made so far where training goes on. Default -1.
    /// - Throws: `TensorError` in torch's words for schedulers of another optimizer, or milestones that don't match.
    public init(
        _ optimizer: Optimizer, _ schedulers: [LRScheduler], milestones: [Int], lastEpoch: Int = -1
    ) throws {
        guard !schedulers.isEmpty else {
            throw TensorError(
                .value, "SequentialLR", "SequentialLR expects at least one scheduler, but got no scheduler.")
        }
        try checkOptimizer(of: schedulers, is: optimizer, "SequentialLR")
        guard milestones.count == schedulers.count - 1 else {
            throw TensorError(.value, "SequentialLR", SequentialLR.mismatch(schedulers.count, milestones.count))
        }
        self.schedulers = schedulers
        self.milestones = milestones
        super.init(composedFor: optimizer, lastEpoch: lastEpoch + 1)
        // The schedulers' creation has changed the rates.
        for group in optimizer.paramGroups { group.lr = group["initial_lr"] }
        undoStep()
        let first = schedulers[index(of: 0)]
        try first.initialStep()
        lastLR = first.lastLR
    }

    private static func mismatch(_ schedulers: Int, _ milestones: Int) -> String {
        "Sequential Schedulers expects number of schedulers provided to be one more than the number of milestone points, but got number of schedulers \(schedulers) and the number of milestones to be equal to \(milestones)"
    }

    override var argumentsText: String { "\(schedulers), milestones=\(milestones)" }

    override func undoStep() { for scheduler in schedulers { scheduler.undoStep() } }

    /// Which scheduler an epoch belongs to: Python's `bisect_right`, whatever order the milestones are in.
    private func index(of epoch: Int) -> Int {
        var range = 0..<milestones.count
        while !range.isEmpty {
            let middle = (range.lowerBound + range.upperBound) / 2
            range = epoch < milestones[middle] ? range.lowerBound..<middle : middle + 1..<range.upperBound
        }
        return range.lowerBound
    }

    /// Sets the rates of the next step.
    public override func step() throws {
        let epoch = try successor(lastEpoch)
        let index = index(of: epoch)
        if index > 0, milestones[index - 1] == epoch {
            try schedulers[index].jump(to: 0)
        } else {
            try schedulers[index].step()
        }
        lastEpoch = epoch
        lastLR = schedulers[index].lastLR
    }

    /// What all schedulers remember.
    public override func stateDict() -> StateRecord {
        [
            "_milestones": .list(milestones.map { .int($0) }), "last_epoch": .int(lastEpoch),
            "_last_lr": .list(lastLR.map { .double($0) }),
            "_schedulers": .list(schedulers.map { .record($0.stateDict()) }),
        ]
    }

    /// Takes over what a state dict remembers of all schedulers. All of it fits, or nothing changes.
    public override func loadStateDict(_ state: StateRecord) throws {
        let take = try prepared(state)
        let milestones = try state.integers("_milestones", or: milestones)
        guard milestones.count == schedulers.count - 1 else {
            throw StateRecord.outOfRange("_milestones", SequentialLR.mismatch(schedulers.count, milestones.count))
        }
        try loadAll(schedulers, state)
        take()
        self.milestones = milestones
    }
}

/// Several schedulers at once: each multiplies the rates that the others have made.
///
/// - Source: `torch.optim.lr_scheduler.ChainedScheduler`.
public final class ChainedScheduler: LRScheduler {
    private let schedulers: [LRScheduler]

    /// - Parameter schedulers: of one optimizer.
    /// - Throws: `TensorError` in torch's words for none, or for several optimizers.
    public init(_ schedulers: [LRScheduler]) throws {
        guard let first = schedulers.first else {
            throw TensorError(
                .value, "ChainedScheduler",
                "ChainedScheduler expects at least one scheduler to be chained, but got no scheduler.")
        }
        try checkOptimizer(of: schedulers, is: first.optimizer, "ChainedScheduler")
        self.schedulers = schedulers
        super.init(composedFor: first.optimizer, lastEpoch: 0)
        lastLR = currentRates
    }

    override var argumentsText: String { "\(schedulers)" }
    override var placeText: String { "" }

    override func undoStep() { for scheduler in schedulers { scheduler.undoStep() } }

    override func initialStep() throws {
        for scheduler in schedulers { try scheduler.initialStep() }
        lastLR = currentRates
    }

    override func jump(to epoch: Int) throws {
        for scheduler in schedulers { try scheduler.jump(to: epoch) }
        lastLR = currentRates
    }

    /// Sets the rates of the next step.
    public override func step() throws {
        for scheduler in schedulers { try scheduler.step() }
        lastLR = currentRates
    }

    /// What all schedulers remember.
    public override func stateDict() -> StateRecord {
        [
            "_last_lr": .list(lastLR.map { .double($0) }),
            "_schedulers": .list(schedulers.map { .record($0.stateDict()) }),
        ]
    }

    /// Takes over what a state dict remembers of all schedulers. All of it fits, or nothing changes.
    public override func loadStateDict(_ state: StateRecord) throws {
        let take = try prepared(state)
        try loadAll(schedulers, state)
        take()
    }
}

private func loadAll(_ schedulers: [LRScheduler], _ state: StateRecord) throws {
    let records = (state["_schedulers"]?.elements ?? []).compactMap(\.recordValue)
    guard records.count == schedulers.count else {
        throw TensorError(
            .value, "load_state_dict", "the state has \(records.count) schedulers, there are \(schedulers.count)")
    }
    // A scheduler of one's own has its own way of loading: what was loaded before one that refuses is taken back.
    let before = schedulers.map { $0.stateDict() }
    do {
        for (scheduler, record) in zip(schedulers, records) { try scheduler.loadStateDict(record) }
    } catch {
        for (scheduler, record) in zip(schedulers, before) { try scheduler.loadStateDict(record) }
        throw error
    }
}

private func checkOptimizer(of schedulers: [LRScheduler], is optimizer: Optimizer, _ name: String) throws {
    for (index, scheduler) in schedulers.enumerated() {
        if scheduler is ReduceLROnPlateau {
            throw TensorError(
                .value, name,
                "\(name) does not support `ReduceLROnPlateau` scheduler as it requires additional kwargs to be specified when calling `step`, but got one at index \(index) in the given schedulers sequence."
            )
        }
        guard scheduler.optimizer !== optimizer else { continue }
        throw TensorError(
            .value, name,
            "\(name) expects all schedulers to belong to the same optimizer, but got scheduler \(type(of: scheduler)) at index \(index) has \(scheduler.optimizer), which is different from \(type(of: optimizer))."
        )
    }
}
