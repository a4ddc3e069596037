import TernCore

/// Changes an optimizer's learning rates over time: call `step()` after each epoch (or batch), after the optimizer's.
///
/// A scheduler of one's own overrides `rates()`.
///
/// - Source: `torch.optim.lr_scheduler.LRScheduler`.
open class LRScheduler: CustomStringConvertible {
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
    func undoStep() { lastEpoch &-= 1 }

    /// The rates of the step `lastEpoch`, one for each group; 0 is the one that creation makes.
    open func rates() throws -> [Double] {
        throw TensorError(.notImplemented, "\(type(of: self))", "get_lr")
    }

    /// The rates as a formula of `lastEpoch` and `baseLRs` alone; nil where there is none.
    func closedFormRates() throws -> [Double]? { nil }

    /// Sets the rates of the next step. Where it throws nothing has changed.
    ///
    /// - Throws: `TensorError` in torch's words where the schedule has no rate for that step, and whatever `rates()` throws.
    public func step() throws {
        let (epoch, count) = (try successor(lastEpoch), try successor(stepCount))
        try move(to: epoch, stepCount: count) { try rates() }
    }

    /// Goes to a step as if all before it had been made.
    func jump(to epoch: Int) throws {
        try move(to: epoch, stepCount: stepCount) { try closedFormRates() ?? rates() }
    }

    private func move(to epoch: Int, stepCount count: Int, _ rates: () throws -> [Double]) throws {
        let before = (lastEpoch, stepCount)
        (lastEpoch, stepCount) = (epoch, count)
        do {
            try set(rates())
        } catch {
            (lastEpoch, stepCount) = before
            throw error
        }
    }

    func set(_ rates: [Double]) throws {
        let groups = optimizer.paramGroups
        guard rates.count == groups.count else {
            throw TensorError(
                .value, "\(type(of: self))",
                "zip() argument 2 is \(rates.count < groups.count ? "shorter" : "longer") than argument 1",
                hint:
                    "there are \(rates.count) rates for \(groups.count) groups: was a group added after the scheduler was made?"
            )
        }
        for (group, rate) in zip(groups, rates) { group.lr = rate }
        lastLR = currentRates
    }

    /// Torch's quotient: one by 0 is an error.
    func quotient(_ dividend: Double, _ divisor: Double) throws -> Double {
        try PythonArithmetic.quotient(dividend, divisor, "\(type(of: self))")
    }

    /// Torch's power: one that is no number, or too large, is an error.
    func power(_ base: Double, _ exponent: Double) throws -> Double {
        try PythonArithmetic.power(base, exponent, "\(type(of: self))")
    }

    func successor(_ count: Int) throws -> Int { try PythonArithmetic.successor(count, "\(type(of: self))") }

    /// The rates that the groups have now.
    var currentRates: [Double] { optimizer.paramGroups.map(\.lr) }

    // MARK: State

    /// The scheduler's own numbers by torch's names.
    var settings: StateRecord { [:] }

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

    /// Takes over what a state dict remembers. The optimizer's rates are in its own state dict. All of it fits, or nothing changes.
    ///
    /// - Throws: `TensorError` that names what is of another kind or out of its range.
    /// - Source: `torch.optim.lr_scheduler.LRScheduler.load_state_dict`.
    open func loadStateDict(_ state: StateRecord) throws {
        try prepared(state)()
    }

    /// Checks a state dict, and gives what takes it over.
    func prepared(_ state: StateRecord) throws -> () -> Void {
        let groups = optimizer.paramGroups.count
        let baseLRs = try state.numbers("base_lrs", or: baseLRs, count: groups)
        let lastEpoch = try state.integer("last_epoch", or: lastEpoch)
        let stepCount = try state.integer("_step_count", or: stepCount)
        let lastLR = try state.numbers("_last_lr", or: lastLR, count: groups)
        return { [self] in
            self.baseLRs = baseLRs
            self.lastEpoch = lastEpoch
            self.stepCount = stepCount
            self.lastLR = lastLR
        }
    }

    // MARK: Text

    /// The name, the settings and where the schedule is: `StepLR(step_size=3, gamma=0.1, last_epoch=4, last_lr=[0.01])`.
    public var description: String {
        "\(type(of: self))(\(([argumentsText, placeText]).filter { !$0.isEmpty }.joined(separator: ", ")))"
    }

    /// The settings in that text.
    var argumentsText: String { settings.argumentsText }

    /// Where the schedule is, in that text.
    var placeText: String { "last_epoch=\(lastEpoch), last_lr=\(StateValue.list(lastLR.map { .double($0) }))" }
}
