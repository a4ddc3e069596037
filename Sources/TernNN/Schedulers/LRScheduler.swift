import TernCore

/// Changes an optimizer's learning rates over time: call `step()` after each epoch (or batch), after the optimizer's.
///
/// A scheduler of one's own overrides `rates()`.
///
/// - Source: `torch.optim.lr_scheduler.LRScheduler`.
open class LRScheduler {
    /// The optimizer whose groups are changed.
    public let optimizer: Optimizer
    /// How many steps have been made.
    public internal(set) var lastEpoch: Int
    /// The rates that the schedule begins with, one for each group.
    public internal(set) var baseLRs: [Double]
    /// The rates of the last step, one for each group: torch's `get_last_lr()`.
    public internal(set) var lastLR: [Double] = []

    var stepCount = 0
    /// Whether the step in progress is the one that creation makes.
    var isInitial = false

    /// - Parameters:
    ///   - optimizer: whose rates to change.
    ///   - lastEpoch: the steps made so far where training goes on, -1 at its start. Default -1.
    /// - Throws: `TensorError` where training goes on, but the optimizer's groups lack their `initial_lr`.
    public init(_ optimizer: Optimizer, lastEpoch: Int = -1) throws {
        self.optimizer = optimizer
        self.lastEpoch = lastEpoch
        for (index, group) in optimizer.paramGroups.enumerated() where group.options["initial_lr"] == nil {
            guard lastEpoch == -1 else {
                throw TensorError(
                    .value, "LRScheduler",
                    "param 'initial_lr' is not specified in param_groups[\(index)] when resuming scheduler with last_epoch >= 0.",
                    hint: "load the optimizer's state dict before making the scheduler")
            }
            group.options["initial_lr"] = group.options["lr"]
        }
        baseLRs = optimizer.paramGroups.map { $0["initial_lr"] }
        try initialStep()
    }

    /// One that is made of others, and leaves the first step to them.
    init(composedFor optimizer: Optimizer, lastEpoch: Int) {
        self.optimizer = optimizer
        self.lastEpoch = lastEpoch
        baseLRs = []
    }

    func initialStep() throws {
        stepCount = 0
        isInitial = true
        defer { isInitial = false }
        try step()
    }

    /// Takes back the step that creation made, for a scheduler that others begin.
    func undoStep() { lastEpoch -= 1 }

    /// The rates of the step `lastEpoch`, one for each group; 0 is the one that creation makes.
    open func rates() throws -> [Double] {
        throw TensorError(.notImplemented, "\(type(of: self))", "get_lr")
    }

    /// The rates as a formula of `lastEpoch` and `baseLRs` alone; nil where there is none.
    func closedFormRates() -> [Double]? { nil }

    /// Sets the rates of the next step.
    public func step() throws {
        stepCount += 1
        lastEpoch += 1
        set(try rates())
    }

    /// Goes to a step as if all before it had been made.
    func jump(to epoch: Int) throws {
        lastEpoch = epoch
        set(try closedFormRates() ?? rates())
    }

    func set(_ rates: [Double]) {
        for (group, rate) in zip(optimizer.paramGroups, rates) { group.lr = rate }
        lastLR = currentRates
    }

    /// The rates that the groups have now.
    var currentRates: [Double] { optimizer.paramGroups.map(\.lr) }

    // MARK: State

    /// The scheduler's own numbers by torch's names; setting takes over those that are there.
    var settings: StateRecord {
        get { [:] }
        set {}
    }

    /// What the scheduler remembers, by torch's names.
    ///
    /// - Source: `torch.optim.lr_scheduler.LRScheduler.state_dict`.
    open func stateDict() -> StateRecord {
        var record = settings
        record["base_lrs"] = .list(baseLRs.map { .double($0) })
        record["last_epoch"] = .int(lastEpoch)
        record["_step_count"] = .int(stepCount)
        record["_is_initial"] = false
        record["_get_lr_called_within_step"] = false
        record["_last_lr"] = .list(lastLR.map { .double($0) })
        return record
    }

    /// Takes over what a state dict remembers. The optimizer's rates are in its own state dict.
    ///
    /// - Source: `torch.optim.lr_scheduler.LRScheduler.load_state_dict`.
    open func loadStateDict(_ state: StateRecord) throws {
        settings = state
        baseLRs = state["base_lrs"]?.doubles ?? baseLRs
        lastEpoch = state["last_epoch"]?.intValue ?? lastEpoch
        stepCount = state["_step_count"]?.intValue ?? stepCount
        lastLR = state["_last_lr"]?.doubles ?? lastLR
    }
}

extension StateRecord {
    /// Changes a number to the one of that name, if there is one.
    func read(_ name: String, _ value: inout Double) { value = self[name]?.doubleValue ?? value }
    /// Changes an integer to the one of that name, if there is one.
    func read(_ name: String, _ value: inout Int) { value = self[name]?.intValue ?? value }
}
