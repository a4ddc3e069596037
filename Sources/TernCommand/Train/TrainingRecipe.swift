import Tern

/// The data that `tern train` knows.
enum TrainingDataName: String, CaseIterable {
    case digits
    case mnist
    case fashionMNIST = "fashion-mnist"
    case folder
}

/// How a network is trained: all that the result depends on. It is kept in the checkpoints, and a resumed run must have the same.
struct TrainingRecipe: Equatable {
    var data: TrainingDataName
    /// Where the data lies; nil for the digits.
    var path: String?
    /// The side of the squares that a folder's images are made to.
    var imageSize = 32
    /// Whether a folder's images are turned as their EXIF data say.
    var exifOrientation = true
    var model: String
    var epochs: Int
    var batchSize: Int
    var lr: Double
    var optimizer: OptimizerName
    var schedule: ScheduleName
    var weightDecay: Double
    var labelSmoothing: Double
    var clipNorm: Double?
    var augment: Bool
    var seed: Int

    enum OptimizerName: String, CaseIterable { case sgd, adam, adamw, rmsprop }
    enum ScheduleName: String, CaseIterable { case onecycle, cosine, step, plateau, constant }

    /// What is good for a data set where nothing else is asked for.
    static func `default`(_ data: TrainingDataName) -> TrainingRecipe {
        var recipe = TrainingRecipe(
            data: data, model: "fashion", epochs: 16, batchSize: 128, lr: 0.004, optimizer: .adamw,
            schedule: .onecycle, weightDecay: 0.05, labelSmoothing: 0, augment: true, seed: 0)
        if data == .digits {
            (recipe.model, recipe.epochs, recipe.batchSize, recipe.lr) = ("digits", 40, 32, 0.01)
            (recipe.weightDecay, recipe.labelSmoothing) = (0.01, 0.1)
        }
        return recipe
    }

    /// How training images are changed at random.
    var augmentation: ImageAugmentation? {
        guard augment else { return nil }
        return switch data {
        case .digits: ImageAugmentation(rotation: 12, shift: 1, scale: 0.1)
        case .mnist: ImageAugmentation(rotation: 10, shift: 2, scale: 0.1)
        case .fashionMNIST: ImageAugmentation(shift: 1, flip: true, wholePixels: true)
        case .folder: ImageAugmentation(rotation: 10, shift: Double(imageSize) / 16, scale: 0.1, flip: true)
        }
    }

    /// The recipe by names.
    var record: StateRecord {
        var record: StateRecord = [
            "data": .text(data.rawValue), "path": path.map { .text($0) } ?? .none,
            "image-size": .int(imageSize), "model": .text(model),
            "epochs": .int(epochs), "batch-size": .int(batchSize), "lr": .double(lr),
            "optimizer": .text(optimizer.rawValue), "schedule": .text(schedule.rawValue),
            "weight-decay": .double(weightDecay), "label-smoothing": .double(labelSmoothing),
            "clip-norm": clipNorm.map { .double($0) } ?? .none, "augment": .bool(augment),
            "seed": .int(seed),
        ]
        if data == .folder { record["exif-orientation"] = .bool(exifOrientation) }
        return record
    }

    /// Throws unless a checkpoint's run was started with this recipe. Where the data lies doesn't matter, and there may be more
    /// epochs now.
    ///
    /// - Returns: the epochs that the run was started for.
    @discardableResult
    func check(against saved: StateRecord) throws -> Int {
        let planned = saved["epochs"]?.intValue ?? epochs
        let differences = record.filter { entry in
            entry.name != "path" && !(entry.name == "epochs" && epochs > planned)
                && "\(entry.value)" != saved[entry.name].map { "\($0)" }
        }
        guard differences.isEmpty else {
            let texts = differences.map {
                "--\($0.name) was \(saved[$0.name].map { "\($0)" } ?? "not known"), now \($0.value)"
            }
            throw TensorError(
                .value, "train", "the checkpoint is of another run: \(texts.joined(separator: "; "))",
                hint: "resume with the same options, or name another --output")
        }
        return planned
    }
}
