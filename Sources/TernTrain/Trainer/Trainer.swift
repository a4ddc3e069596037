import Foundation
import TernCore
import TernData
import TernNN

/// The training loop: epochs over a data loader, each of steps and an evaluation, with checkpoints that let a stopped run go on
/// as if it had never stopped.
///
/// ```swift
/// let trainer = Trainer(net, try AdamW(net.parameters, lr: 1e-3), options: .init(folder: "run"))
/// trainer.callbacks = [ProgressBar()]
/// try trainer.fit(DataLoader(train, batchSize: 64, shuffle: true), test: DataLoader(test, batchSize: 256), epochs: 10)
/// ```
///
/// It is no more than the loop that one would write by hand; whoever needs another one writes it.
public final class Trainer {
    /// What is trained.
    public let model: any Module
    /// What changes its parameters.
    public let optimizer: Optimizer
    /// What changes the learning rate, if anything does.
    public let scheduler: LRScheduler?
    /// What is done beside the steps.
    public let options: TrainerOptions
    /// Who watches.
    public var callbacks: [any TrainingCallback] = []
    /// How the run was started: kept in its checkpoints.
    public var settings: StateRecord = [:]

    /// How many epochs are finished.
    public private(set) var epoch = 0
    /// How many steps have been made.
    public private(set) var step = 0
    /// The finished epochs.
    public private(set) var history: [EpochReport] = []
    /// The loss over the current epoch so far.
    public private(set) var runningLoss = RunningMean()
    /// The accuracy over the current epoch so far.
    public private(set) var runningAccuracy = Accuracy()
    /// Whether `stop` has ended the last `fit`.
    public private(set) var isStopped = false

    private let loss: (Tensor, Tensor) throws -> Tensor
    /// Where a restored run was in its pass over the data.
    private var restored: DataLoaderState?
    private var epochStart = Date()

    /// - Parameters:
    ///   - model: what is trained.
    ///   - optimizer: what changes its parameters.
    ///   - scheduler: what changes the learning rate. Default nothing. `ReduceLROnPlateau` steps after each epoch by the test
    ///     loss, or without tests the training's.
    ///   - options: what is done beside the steps. Default nothing.
    ///   - loss: of the model's result and the target. Default cross-entropy.
    public init(
        _ model: any Module, _ optimizer: Optimizer, scheduler: LRScheduler? = nil, options: TrainerOptions = .init(),
        loss: @escaping (Tensor, Tensor) throws -> Tensor = { try F.crossEntropy($0, $1) }
    ) {
        self.model = model
        self.optimizer = optimizer
        self.scheduler = scheduler
        self.options = options
        self.loss = loss
    }

    /// Trains until `epochs` epochs are finished, those before a restored checkpoint included, or until the test loss hasn't
    /// become lower for `patience` epochs.
    ///
    /// - Parameters:
    ///   - train: batches of inputs and classes.
    ///   - test: batches that are held out. Default none.
    ///   - epochs: how many there shall be.
    /// - Throws: `TensorError` where a loss is not finite, with the step and the layer that it began in: the last checkpoint
    ///   then is one from before. And whatever reading data, the model, a file or a callback throws.
    public func fit<Source: Dataset>(
        _ train: DataLoader<Source>, test: (any Sequence<(Tensor, Tensor)>)? = nil, epochs: Int
    ) throws where Source.Batch == (Tensor, Tensor) {
        var restoredPass = try restored.map { try train.resume(from: $0) }
        // Between two epochs only the random streams are taken over.
        if step == history.last?.step ?? 0 { restoredPass = nil }
        restored = nil
        isStopped = false
        for callback in callbacks {
            try callback.trainingStarts(self, stepsPerEpoch: train.count, epochs: epochs)
        }
        while epoch < epochs, !hasStalled, !isStopped {
            epochStart = Date()
            let pass = restoredPass ?? train.makeIterator()
            restoredPass = nil
            model.train()
            while let (x, y) = pass.next() {
                try makeStep(x, y)
                let isDue = options.checkpointEvery.map { $0 > 0 && step % $0 == 0 } ?? false
                if isDue || isStopped { try save("last", at: pass.state) }
                if isStopped { return }
            }
            try endEpoch(try test.map(evaluate), pass)
        }
    }

    /// Ends `fit` after the step or epoch that is being made, with a checkpoint, so that a restored run goes on there. For
    /// callbacks.
    public func stop() { isStopped = true }

    /// One step: the loss of a batch, its gradients, and the change of the parameters.
    private func makeStep(_ x: Tensor, _ y: Tensor) throws {
        optimizer.zeroGrad()
        let scores = try model(x)
        let batchLoss = try loss(scores, y)
        let value = try batchLoss.item()
        guard value.isFinite else { throw notFinite("the loss is \(value)", x) }
        try batchLoss.backward()
        if let limit = options.clipNorm {
            guard try clipGradNorm(model.parameters, maxNorm: limit).item().isFinite else {
                throw notFinite("the gradients' norm is not finite", x)
            }
        }
        try optimizer.step()
        if schedulesSteps { try scheduler?.step() }
        step += 1
        runningLoss.update(value, weight: Double(y.count))
        try runningAccuracy.update(scores, y)
        for callback in callbacks { try callback.stepEnded(self, loss: value, samples: y.count) }
    }

    /// Loss and accuracy over batches, in evaluation mode and unrecorded.
    public func evaluate(_ batches: any Sequence<(Tensor, Tensor)>) throws -> (loss: Double, accuracy: Double) {
        var (mean, accuracy) = (RunningMean(), Accuracy())
        try evaluating(model) {
            try noGrad {
                for (x, y) in batches {
                    let scores = try model(x)
                    mean.update(try loss(scores, y).item(), weight: Double(y.count))
                    try accuracy.update(scores, y)
                }
            }
        }
        return (mean.value, accuracy.value)
    }

    private func endEpoch<Source: Dataset>(
        _ test: (loss: Double, accuracy: Double)?, _ pass: DataLoaderPass<Source>
    ) throws {
        let rate = optimizer.paramGroups[0].lr
        if !schedulesSteps { try stepScheduler(metric: test?.loss ?? runningLoss.value) }
        epoch += 1
        let report = EpochReport(
            epoch: epoch, step: step, learningRate: rate, trainLoss: runningLoss.value,
            trainAccuracy: runningAccuracy.value, testLoss: test?.loss, testAccuracy: test?.accuracy,
            seconds: Date().timeIntervalSince(epochStart))
        let isBest = history.allSatisfy { $0.rank < report.rank }
        history.append(report)
        runningLoss = RunningMean()
        runningAccuracy = Accuracy()
        if isBest { try save("best", at: pass.state) }
        try save("last", at: pass.state)
        for callback in callbacks { try callback.epochEnded(self, report) }
    }

    /// Whether the scheduler steps after each batch. One that goes by the epoch's loss can't.
    private var schedulesSteps: Bool { options.schedulesSteps && !(scheduler is ReduceLROnPlateau) }

    private func stepScheduler(metric: Double) throws {
        if let plateau = scheduler as? ReduceLROnPlateau { return try plateau.step(metric) }
        try scheduler?.step()
    }

    /// Whether the test loss hasn't become lower for `patience` epochs.
    private var hasStalled: Bool {
        guard let patience = options.patience else { return false }
        let losses = history.compactMap(\.testLoss)
        guard let lowest = losses.min(), let index = losses.firstIndex(of: lowest) else { return false }
        return losses.count - 1 - index >= patience
    }

    // MARK: - Checkpoints

    /// Goes on from a checkpoint that a trainer of the same model, optimizer and scheduler has written; the next `fit`, with
    /// a loader of the same arguments, continues the run bit for bit.
    ///
    /// - Throws: `TensorError` where the checkpoint is of others; nothing has changed then.
    public func restore(_ checkpoint: Checkpoint) throws {
        let reports = (checkpoint.training["history"]?.elements ?? []).map { $0.recordValue.flatMap(EpochReport.init) }
        let sums = checkpoint.training["sums"]?.doubles ?? []
        guard let loader = checkpoint.loader, sums.count == 4, !reports.contains(nil) else {
            throw TensorError(
                .value, "Trainer", "the checkpoint is not one of a trainer: it lacks its place in the data")
        }
        try checkpoint.restore(model, optimizer, scheduler)
        (epoch, step, history, restored) = (checkpoint.epoch, checkpoint.step, reports.compactMap { $0 }, loader)
        (runningLoss.sum, runningLoss.weight) = (sums[0], sums[1])
        (runningAccuracy.correct, runningAccuracy.total) = (Int(sums[2]), Int(sums[3]))
    }

    private func save(_ name: String, at state: DataLoaderState) throws {
        guard let folder = options.folder else { return }
        // A step can break the parameters and the loss show it only in the next: such a state is not kept.
        if let broken = try model.firstNonFiniteParameter() {
            throw notFinite("'\(broken)' has become non-finite", nil)
        }
        let sums = [
            runningLoss.sum, runningLoss.weight, Double(runningAccuracy.correct), Double(runningAccuracy.total),
        ]
        try Checkpoint(
            model: model, optimizer: optimizer, scheduler: scheduler, loader: state, epoch: epoch, step: step,
            training: [
                "history": .list(history.map { .record($0.record) }), "sums": .list(sums.map { .double($0) }),
            ],
            settings: settings
        ).save(to: URL(fileURLWithPath: folder).appendingPathComponent("\(name).safetensors").path)
    }

    private func notFinite(_ what: String, _ x: Tensor?) -> TensorError {
        let place = x.flatMap { model.firstNonFiniteLayer($0) }.map { ": \($0)" } ?? ""
        let file = options.folder.map { URL(fileURLWithPath: $0).appendingPathComponent("last.safetensors") }
        let last = file.flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0.relativePath : nil }
        let kept = last.map { "; the last good checkpoint is \($0)" } ?? ""
        return TensorError(
            .value, "Trainer", "\(what) at step \(step + 1) (epoch \(epoch + 1))\(place)",
            hint: "try a lower learning rate or gradient clipping\(kept)")
    }
}

extension EpochReport {
    /// What makes an epoch the best: accuracy, then loss, on the samples held out or else on the others.
    fileprivate var rank: Rank { Rank(accuracy: testAccuracy ?? trainAccuracy, loss: testLoss ?? trainLoss) }

    fileprivate struct Rank {
        let accuracy: Double
        let loss: Double
        static func < (left: Rank, right: Rank) -> Bool {
            left.accuracy == right.accuracy ? left.loss > right.loss : left.accuracy < right.accuracy
        }
    }
}
