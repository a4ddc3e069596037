import Foundation
import Tern

/// One run of `tern train`.
struct TrainingRun {
    private let recipe: TrainingRecipe
    private let options: TrainerOptions
    private let workers: Int
    private let json: Bool
    private let tensorBoard: Bool
    private let folder: RunFolder

    init(
        _ recipe: TrainingRecipe, _ options: TrainerOptions, workers: Int, json: Bool, tensorBoard: Bool
    ) throws {
        (self.recipe, self.options, self.workers) = (recipe, options, workers)
        (self.json, self.tensorBoard) = (json, tensorBoard)
        folder = try RunFolder(options.folder ?? ".")
    }

    /// Trains, and says what came of it.
    func run(resume: Bool) throws {
        let start = Date()
        let data = try TrainingData(
            recipe.data, path: recipe.path, imageSize: recipe.imageSize, applyOrientation: recipe.exifOrientation,
            augmentation: recipe.augmentation)
        manualSeed(recipe.seed)
        let network = try NamedNetworks.network(
            recipe.model, input: data.imageShape, classes: data.classes.count)
        let train = try DataLoader(
            data.train, batchSize: min(recipe.batchSize, data.train.count), shuffle: true, numWorkers: workers,
            dropLast: true)
        let test = try DataLoader(data.test, batchSize: 500)
        let optimizer = try makeOptimizer(network)
        let smoothing = recipe.labelSmoothing
        let trainer = Trainer(
            network, optimizer, scheduler: try makeScheduler(optimizer, steps: recipe.epochs * train.count),
            options: options
        ) { try F.crossEntropy($0, $1, labelSmoothing: smoothing) }
        trainer.settings = settings(data)
        if !resume, let previous = try folder.keepPrevious(), !json {
            try write("the results of the run before are in \(previous.relativePath)")
        }
        let width = StandardStream.output.isTerminal ? Terminal.current.columns : .max
        trainer.callbacks = [
            ProgressBar(), TrainingLines(json: json, width: width, output: write),
            JSONLinesLog(folder.url.appendingPathComponent("log.jsonl").path),
            LearningCurves(folder.url.appendingPathComponent("curves.svg")),
        ]
        if resume { try self.resume(trainer) }
        if tensorBoard {
            let path = folder.url.appendingPathComponent("tensorboard").path
            trainer.callbacks.append(try TensorBoardLog(path, example: .zeros([1] + data.imageShape)))
        }
        if !json { try write(heading(network, data)) }
        let url = folder.url
        let interruption = Interruption { RunFolder.clearHalfWritten(url) }
        trainer.callbacks.insert(interruption, at: 0)
        try trainer.fit(train, test: test, epochs: recipe.epochs)
        if trainer.isStopped, let number = interruption.received {
            StandardStream.errors.write(
                "stopped at step \(trainer.step), epoch \(trainer.epoch + 1): the same command with --resume goes on there\n"
            )
            Interruption.end(by: number)
        }
        try conclude(trainer, data, seconds: Date().timeIntervalSince(start))
    }

    private func resume(_ trainer: Trainer) throws {
        let path = folder.checkpoint.path
        guard FileManager.default.fileExists(atPath: path) else { return }
        let checkpoint = try Checkpoint(contentsOf: path)
        let planned = try recipe.check(against: checkpoint.settings)
        try trainer.restore(planned < recipe.epochs ? lengthened(checkpoint, trainer, planned) : checkpoint)
        if json { return }
        try write(
            trainer.epoch < recipe.epochs
                ? "resumed at step \(trainer.step), epoch \(trainer.epoch + 1)"
                : "all \(recipe.epochs) epochs are done; with more --epochs the run goes on")
    }

    /// The checkpoint of a run that becomes longer than it was started for: the learning rate goes on as it would be at this step of
    /// a run of the new length, and no longer as it was planned.
    private func lengthened(_ checkpoint: Checkpoint, _ trainer: Trainer, _ planned: Int) throws -> Checkpoint {
        guard let scheduler = trainer.scheduler else { return checkpoint }
        var longer = checkpoint
        for _ in 0..<checkpoint.step { try scheduler.step() }
        longer.scheduler = scheduler.stateDict()
        longer.optimizer?.paramGroups = trainer.optimizer.stateDict().paramGroups
        if !json {
            let rates = [checkpoint, longer].map {
                String(format: "%.3g", $0.optimizer?.paramGroups.first?["lr"]?.doubleValue ?? .nan)
            }
            try write(
                "the run was started for \(planned) epochs: schedule '\(recipe.schedule.rawValue)' is laid out anew over "
                    + "\(recipe.epochs); the learning rate goes on at \(rates[1]), it was \(rates[0])")
        }
        return longer
    }

    private func makeOptimizer(_ network: any Module) throws -> Optimizer {
        let (parameters, lr, decay) = (network.parameters, recipe.lr, recipe.weightDecay)
        return switch recipe.optimizer {
        case .sgd: try SGD(parameters, lr: lr, momentum: 0.9, weightDecay: decay, nesterov: true)
        case .adam: try Adam(parameters, lr: lr, weightDecay: decay)
        case .adamw: try AdamW(parameters, lr: lr, weightDecay: decay)
        case .rmsprop: try RMSprop(parameters, lr: lr, weightDecay: decay, momentum: 0.9)
        }
    }

    private func makeScheduler(_ optimizer: Optimizer, steps: Int) throws -> LRScheduler? {
        switch recipe.schedule {
        case .onecycle:
            try OneCycleLR(
                optimizer, maxLR: recipe.lr, totalSteps: steps + 1, cycleMomentum: recipe.optimizer != .rmsprop)
        case .cosine: try CosineAnnealingLR(optimizer, tMax: steps)
        case .step: try StepLR(optimizer, stepSize: max(steps / 3, 1))
        case .plateau: try ReduceLROnPlateau(optimizer, patience: 2)
        case .constant: nil
        }
    }

    /// The recipe, and what `tern predict` needs to know of the data.
    private func settings(_ data: TrainingData) -> StateRecord {
        func list(_ values: [Double]) -> StateValue { .list(values.map { .double($0) }) }
        var record = recipe.record
        record["imageShape"] = .list(data.imageShape.map { .int($0) })
        record["classes"] = .list(data.classes.map { .text($0) })
        record["mean"] = list(data.train.normalization.mean)
        record["std"] = list(data.train.normalization.std)
        return record
    }

    private func heading(_ network: any Module, _ data: TrainingData) -> String {
        let count = network.parameters.map(\.count).reduce(0, +)
        let names = data.classes.prefix(12).joined(separator: ", ") + (data.classes.count > 12 ? ", …" : "")
        let classes = data.split.map { "\(data.classes.count) classes: \(names); \($0)\n" } ?? ""
        return classes + "\(recipe.data.rawValue): \(data.train.count) training and \(data.test.count) test images; "
            + "network '\(recipe.model)' with \(count) parameters; \(CPU.threadCount) threads, \(CPU.instructionSet)"
    }

    private func conclude(_ trainer: Trainer, _ data: TrainingData, seconds: Double) throws {
        guard let last = trainer.history.last, let accuracy = last.testAccuracy else { return }
        let checkpoint = folder.checkpoint.relativePath
        if json {
            let rounded = (seconds * 1000).rounded() / 1000
            let line: JSON = [
                "testAccuracy": .number(accuracy), "epochs": .integer(last.epoch), "steps": .integer(last.step),
                "seconds": .number(rounded), "seed": .integer(recipe.seed), "checkpoint": .string(checkpoint),
            ]
            try write(line.text)
        } else {
            let correct = Int((accuracy * Double(data.test.count)).rounded())
            if trainer.history.count > 1 { try write("\n\(LearningCurves.accuracy(of: trainer.history))") }
            try write(
                "test accuracy \(fixed(100 * accuracy, 2)) % (\(correct) of \(data.test.count)) after \(fixed(seconds, 1)) s; "
                    + "checkpoint \(checkpoint)")
        }
    }

    /// A line, shown at once also where the output is a pipe.
    private func write(_ line: String) throws { try StandardStream.output.writeAll("\(line)\n", for: "train") }
}
