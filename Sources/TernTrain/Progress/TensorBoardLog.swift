import TernCore
import TernFormats

/// Writes what TensorBoard shows: losses, accuracies and the learning rate, for each epoch how the weights are spread, and the
/// network's graph.
///
/// A resumed run adds a file to the folder; TensorBoard joins them.
public final class TensorBoardLog: TrainingCallback {
    private let writer: SummaryWriter
    private let example: Tensor?

    /// A log in that folder.
    ///
    /// - Parameters:
    ///   - folder: where the file goes.
    ///   - example: a batch that the network is run on for its graph. Default none: no graph is written.
    /// - Throws: `TensorError` for a folder or file that cannot be made.
    public init(_ folder: String, example: Tensor? = nil) throws {
        writer = try SummaryWriter(folder)
        self.example = example
    }

    /// Adds the network's graph.
    public func trainingStarts(_ trainer: Trainer, stepsPerEpoch: Int, epochs: Int) throws {
        if let example { try writer.addGraph(ModelGraph(trainer.model, example).nodes) }
    }

    /// Adds the loss of a step's batch.
    public func stepEnded(_ trainer: Trainer, loss: Double, samples: Int) throws {
        try writer.addScalar("loss/batch", loss, trainer.step)
    }

    /// Adds an epoch's figures and the distributions of the weights.
    public func epochEnded(_ trainer: Trainer, _ report: EpochReport) throws {
        for (name, value) in report.record where !["epoch", "step", "seconds"].contains(name) {
            guard let number = value.doubleValue else { continue }
            try writer.addScalar(TensorBoardLog.tags[name] ?? name, number, report.step)
        }
        for (name, parameter) in trainer.model.namedParameters {
            try writer.addHistogram("weights/\(name)", parameter.tensor.detach(), report.step)
        }
        try writer.flush()
    }

    private static let tags = [
        "trainLoss": "loss/train", "testLoss": "loss/test", "trainAccuracy": "accuracy/train",
        "testAccuracy": "accuracy/test", "learningRate": "learning rate",
    ]
}
