import Foundation
import TernCore
import TernFormats

/// Prints each epoch's results as a line: for people, or as JSON for programs.
public final class TrainingLines: TrainingCallback {
    private let isJSON: Bool
    private let width: Int
    private let output: (String) throws -> Void
    private var epochs = 0

    /// - Parameters:
    ///   - json: whether lines are JSON objects. Default false.
    ///   - width: the characters that a line for people should not be longer than, if that is possible. Default any number.
    ///   - output: takes each line. Default prints it.
    public init(json: Bool = false, width: Int = .max, output: @escaping (String) throws -> Void = { print($0) }) {
        isJSON = json
        self.width = width
        self.output = output
    }

    /// Notes how many epochs there will be.
    public func trainingStarts(_ trainer: Trainer, stepsPerEpoch: Int, epochs: Int) { self.epochs = epochs }

    /// Prints the epoch's line.
    public func epochEnded(_ trainer: Trainer, _ report: EpochReport) throws {
        try output(isJSON ? report.jsonLine : report.line(of: epochs, width: width))
    }
}

/// Keeps the file of a JSON line for each epoch. It is replaced as a whole, so that it fits the checkpoint beside it also where
/// training was stopped and resumed.
public final class JSONLinesLog: TrainingCallback {
    private let path: String

    /// A log in that file.
    public init(_ path: String) { self.path = path }

    /// Writes the lines of all epochs so far.
    public func epochEnded(_ trainer: Trainer, _ report: EpochReport) throws {
        let text = trainer.history.map { $0.jsonLine + "\n" }.joined()
        try AtomicFile.write(path, "JSONLinesLog") { try $0.write(text.utf8) }
    }
}

extension EpochReport {
    /// The report as one line of JSON.
    public var jsonLine: String {
        var tensors: [(String, Tensor)] = []
        return StateCoding.encode(record, path: "", &tensors).text
    }

    /// The report as a line for people; without the word accuracy where it would be longer than that.
    func line(of epochs: Int, width: Int = .max) -> String {
        let line = line(of: epochs, accuracy: "accuracy ")
        return line.count <= width ? line : self.line(of: epochs, accuracy: "")
    }

    private func line(of epochs: Int, accuracy word: String) -> String {
        func text(_ name: String, _ loss: Double, _ accuracy: Double) -> String {
            "\(name) loss \(fixed(loss, 4)), \(word)\(accuracy < 1 ? " " : "")\(fixed(100 * accuracy, 2)) %"
        }
        let blanks = String.blanks("\(epochs)".count - "\(epoch)".count)
        var parts = ["epoch \(blanks)\(epoch)/\(epochs)", text("train", trainLoss, trainAccuracy)]
        if let testLoss, let testAccuracy { parts.append(text("test", testLoss, testAccuracy)) }
        parts.append("\(fixed(seconds, 2)) s")
        return parts.joined(separator: "  ")
    }
}
