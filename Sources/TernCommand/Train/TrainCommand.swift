import ArgumentParser
import Foundation
import Tern

/// `tern train`: trains a network on images.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract:
            "Trains a network on images: handwritten digits (built in), MNIST, Fashion-MNIST, folders of image files.",
        discussion: """
            Writes into the output folder: last.safetensors and best.safetensors (checkpoints), log.jsonl (a line for each \
            epoch), curves.svg and curves-accuracy.svg. With the same options and --resume, a run that was stopped at any moment goes on and ends in \
            the same weights, bit for bit.

              tern train digits
              tern train fashion-mnist /usr/share/datasets/fashion-mnist
              tern train folder photos            # photos/cat/1.jpg, photos/dog/2.png
              tern train digits --model "conv16 bn relu pool conv32 relu fc10" --lr 0.01
              tern train folder photos --model resnet18 --image-size 64

            A folder holds a folder of PNG or JPEG files for each class; every fifth image is a test image then. Or it holds \
            train and test (or val, valid, validation), each with the classes' folders in it.

            Layers are words: conv32 (3x3, 32 channels; conv32x5 5x5; conv32s2 in steps of two), bn, relu, gelu, silu, tanh, \
            pool, avgpool, gap, drop0.2, fc10.

            --resume with more --epochs goes on with a run that was finished: the learning rate is laid out anew over all \
            epochs.
            """)

    @Argument(
        help: "What to train on: \(TrainingDataName.allCases.map(\.rawValue).joined(separator: ", ")).",
        transform: { try parsed($0, "data set") })
    var data: TrainingDataName

    @Argument(help: "The folder with the data; none for the digits.")
    var path: String?

    @Option(help: "The side of the squares that a folder's images are made to.")
    var imageSize = 32

    @Flag(
        inversion: .prefixedNo,
        help: "Turn a folder's images upright as their EXIF data say. (torchvision's ImageFolder doesn't.)")
    var exifOrientation = true

    @Option(help: "The network: \(NamedNetworks.help), or its layers. (default: by the data)")
    var model: String?

    @Option(help: "Passes over the training images. (default: by the data)")
    var epochs: Int?

    @Option(help: "Images in a step. (default: by the data)")
    var batchSize: Int?

    @Option(help: "The highest learning rate. (default: by the data)")
    var lr: Double?

    @Option(
        help: "\(TrainingRecipe.OptimizerName.allCases.map(\.rawValue).joined(separator: ", ")). (default: adamw)",
        transform: { try parsed($0, "optimizer") })
    var optimizer: TrainingRecipe.OptimizerName?

    @Option(
        help:
            "How the learning rate changes: \(TrainingRecipe.ScheduleName.allCases.map(\.rawValue).joined(separator: ", ")). (default: onecycle)",
        transform: { try parsed($0, "schedule") })
    var schedule: TrainingRecipe.ScheduleName?

    @Option(help: "How much weights shrink. (default: by the data)")
    var weightDecay: Double?

    @Option(help: "The share of the uniform distribution in the targets. (default: by the data)")
    var labelSmoothing: Double?

    @Option(parsing: .unconditional, help: "Seed of all random numbers.")
    var seed = 0

    @Flag(inversion: .prefixedNo, help: "Move, turn and mirror training images a little at random.")
    var augment = true

    @Option(help: "Threads to compute with. (default: TERN_NUM_THREADS, or the processors)")
    var threads: Int?

    @Option(help: "Threads that prepare batches ahead.")
    var workers = 0

    @Option(help: "The folder for checkpoints, log and curves. (default: runs/ and the data's name)")
    var output: String?

    @Flag(help: "Go on where the run in the output folder was stopped; start where there is none.")
    var resume = false

    @Option(help: "Steps between two checkpoints within an epoch. (default: only after each epoch)")
    var checkpointEvery: Int?

    @Option(help: "Stop after so many epochs without a lower test loss.")
    var patience: Int?

    @Option(help: "Scale gradients down to this norm.")
    var clipNorm: Double?

    @Flag(help: "Write TensorBoard's event files too, into the output folder's tensorboard.")
    var tensorboard = false

    @Flag(help: "Print a line of JSON for each epoch, and a last one with testAccuracy.")
    var json = false

    func validate() throws {
        func require(_ condition: Bool, _ option: String) throws {
            if !condition { throw ValidationError("--\(option) must be positive.") }
        }
        try require((epochs ?? 1) > 0, "epochs")
        try require((batchSize ?? 1) > 0, "batch-size")
        try require((threads ?? 1) > 0, "threads")
        try require((checkpointEvery ?? 1) > 0, "checkpoint-every")
        try require((patience ?? 1) > 0, "patience")
        try require((clipNorm ?? 1) > 0, "clip-norm")
        guard (1...4096).contains(imageSize) else { throw ValidationError("--image-size must be from 1 to 4096.") }
        guard (0...1).contains(labelSmoothing ?? 0) else {
            throw ValidationError("--label-smoothing must be from 0 to 1.")
        }
        for (name, value) in [("lr", lr), ("weight-decay", weightDecay)] where value?.isFinite == false {
            throw ValidationError("--\(name) must be a finite number.")
        }
        guard (0...256).contains(workers) else { throw ValidationError("--workers must be from 0 to 256.") }
        guard (epochs ?? 1) <= 1_000_000 else { throw ValidationError("--epochs must be at most 1000000.") }
    }

    func run() throws {
        if let threads { CPU.threadCount = threads }
        var recipe = TrainingRecipe.default(data)
        recipe.path = path
        recipe.imageSize = imageSize
        recipe.exifOrientation = exifOrientation
        recipe.model = model ?? recipe.model
        recipe.epochs = epochs ?? recipe.epochs
        recipe.batchSize = batchSize ?? recipe.batchSize
        recipe.lr = lr ?? recipe.lr
        recipe.optimizer = optimizer ?? recipe.optimizer
        recipe.schedule = schedule ?? recipe.schedule
        recipe.weightDecay = weightDecay ?? recipe.weightDecay
        recipe.labelSmoothing = labelSmoothing ?? recipe.labelSmoothing
        recipe.clipNorm = clipNorm
        recipe.augment = augment
        recipe.seed = seed
        let options = TrainerOptions(
            folder: output ?? "runs/\(data.rawValue)", checkpointEvery: checkpointEvery, clipNorm: clipNorm,
            patience: patience)
        try TrainingRun(recipe, options, workers: workers, json: json, tensorBoard: tensorboard)
            .run(resume: resume)
    }
}

/// The case of that name, or an error that lists all.
private func parsed<Value: RawRepresentable & CaseIterable>(_ text: String, _ what: String) throws -> Value
where Value.RawValue == String {
    guard let value = Value(rawValue: text) else {
        let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("There is no \(what) '\(text)'; there are \(names).")
    }
    return value
}
