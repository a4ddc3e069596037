import TernCore
import TernData
import TernFormats
import TernNN

/// All that a training run needs to go on as if it had never stopped: the model, the optimizer, the scheduler, the random
/// streams and the place in the pass over the data, epoch and step.
///
/// ```swift
/// try Checkpoint(model: net, optimizer: optimizer, epoch: 3, step: 1200).save(to: "last.safetensors")
/// let saved = try Checkpoint(contentsOf: "last.safetensors")
/// try saved.restore(net, optimizer)
/// ```
///
/// The file is a safetensors file, so the weights (`model.` and torch's keys) and the optimizer's tensors
/// (`optimizer.state.0.exp_avg`) can be read by anything that reads those; numbers and texts are JSON in its metadata.
public struct Checkpoint: Sendable {
    /// The weights and buffers.
    public var model: StateDict
    /// What the optimizer remembers, in torch's layout.
    public var optimizer: OptimizerState?
    /// What the scheduler remembers.
    public var scheduler: StateRecord?
    /// The place in the pass over the data, and the random streams.
    public var loader: DataLoaderState?
    /// How many epochs are finished.
    public var epoch: Int
    /// How many steps have been made.
    public var step: Int
    /// What else a trainer remembers: losses so far.
    public var training: StateRecord
    /// How the run was started, for whoever goes on with it.
    public var settings: StateRecord

    /// A checkpoint of things as they are now.
    public init(
        model: any Module, optimizer: Optimizer? = nil, scheduler: LRScheduler? = nil, loader: DataLoaderState? = nil,
        epoch: Int = 0, step: Int = 0, training: StateRecord = [:], settings: StateRecord = [:]
    ) {
        self.model = model.stateDict
        self.optimizer = optimizer?.stateDict()
        self.scheduler = scheduler?.stateDict()
        self.loader = loader
        self.epoch = epoch
        self.step = step
        self.training = training
        self.settings = settings
    }

    /// Puts a model, an optimizer and a scheduler into the state that was saved. Either all fit and are changed, or nothing is.
    ///
    /// - Throws: `TensorError` where they are others than those that were saved.
    public func restore(_ model: any Module, _ optimizer: Optimizer? = nil, _ scheduler: LRScheduler? = nil) throws {
        guard optimizer == nil || self.optimizer != nil, scheduler == nil || self.scheduler != nil else {
            throw TensorError(
                .value, "Checkpoint",
                "the checkpoint holds no state of \(self.optimizer == nil ? "an optimizer" : "a scheduler")")
        }
        let before = (model.stateDict, scheduler?.stateDict())
        do {
            try model.loadStateDict(self.model)
            let commit = try self.optimizer.flatMap { try optimizer?.prepared($0) }
            if let saved = self.scheduler { try scheduler?.loadStateDict(saved) }
            commit?()
        } catch {
            try model.loadStateDict(before.0)
            if let saved = before.1 { try? scheduler?.loadStateDict(saved) }
            var error = error as? TensorError ?? TensorError("Checkpoint", "\(error)")
            error.hint = "the checkpoint is of another model or optimizer; nothing was changed"
            throw error
        }
    }
}
