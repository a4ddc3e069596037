import Foundation
import TernCore
import TernDraw

/// Keeps a picture of the losses and of the accuracies, epoch by epoch: `curves.svg` and `curves-accuracy.svg`, for a file of that name.
public final class LearningCurves: TrainingCallback {
    private let file: URL

    /// Curves in that file.
    public init(_ file: URL) { self.file = file }

    /// Draws the curves of all epochs so far.
    public func epochEnded(_ trainer: Trainer, _ report: EpochReport) throws {
        try LearningCurves.loss(of: trainer.history).save(to: file)
        let name = file.deletingPathExtension().lastPathComponent
        let other = file.deletingLastPathComponent().appendingPathComponent("\(name)-accuracy.svg")
        try LearningCurves.accuracy(of: trainer.history).save(to: other)
    }

    /// The losses as curves.
    public static func loss(of history: [EpochReport]) -> LineChart {
        chart("loss", history, \.trainLoss, \.testLoss)
    }

    /// The accuracies as curves, in percent.
    public static func accuracy(of history: [EpochReport]) -> LineChart {
        chart("accuracy in %", history, { 100 * $0.trainAccuracy }, { $0.testAccuracy.map { 100 * $0 } })
    }

    private static func chart(
        _ title: String, _ history: [EpochReport], _ train: (EpochReport) -> Double,
        _ test: (EpochReport) -> Double?
    ) -> LineChart {
        func series(_ name: String, _ value: (EpochReport) -> Double?) -> LineChart.Series {
            LineChart.Series(name, history.compactMap { report in value(report).map { (Double(report.epoch), $0) } })
        }
        let curves = [series("training", train), series("test", test)].filter { !$0.points.isEmpty }
        return LineChart(curves, title: title, xLabel: "epoch")
    }
}
