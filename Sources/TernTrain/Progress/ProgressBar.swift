import Foundation
import TernCore

/// Shows on the standard error output how far an epoch has come: a bar with rate and time left on a terminal, nothing where
/// nobody watches. `TrainingLines` prints the epochs' results.
public final class ProgressBar: TrainingCallback {
    private var status = StatusLine()
    private var stepsPerEpoch = 1
    private var epochs = 1
    private var firstStep = 0
    private var samples = 0

    /// A bar.
    public init() {}

    /// Starts the clock.
    public func trainingStarts(_ trainer: Trainer, stepsPerEpoch: Int, epochs: Int) {
        (self.stepsPerEpoch, self.epochs) = (max(stepsPerEpoch, 1), epochs)
        (firstStep, status, samples) = (trainer.step, StatusLine(), 0)
    }

    /// Draws the bar, ten times a second at most.
    public func stepEnded(_ trainer: Trainer, loss: Double, samples: Int) {
        self.samples += samples
        if trainer.isStopped { return status.clear() }
        status.show(line(trainer, status.elapsed, room: status.room))
    }

    /// Takes the bar away.
    public func epochEnded(_ trainer: Trainer, _ report: EpochReport) { status.clear() }

    /// `epoch 3/30 [=====     ] loss 0.123, 95.1 %, 1234/s, 0:12 left`; where that is too long, without the rate or the bar.
    func line(_ trainer: Trainer, _ elapsed: Double, room: Int) -> String {
        let done = min(max(trainer.step - trainer.epoch * stepsPerEpoch, 0), stepsPerEpoch)
        let filled = 20 * done / stepsPerEpoch
        let bar = String(repeating: "=", count: filled) + String.blanks(20 - filled)
        let left = Double(epochs) * Double(stepsPerEpoch) - Double(trainer.step)
        let rest = min(left * elapsed / Double(max(trainer.step - firstStep, 1)), 1e9)
        let time = "\(Int(rest) / 60):\(Int(rest) % 60 < 10 ? "0" : "")\(Int(rest) % 60)"
        let epoch = "epoch \(trainer.epoch + 1)/\(epochs)"
        let loss = "loss \(fixed(trainer.runningLoss.value, 4))"
        let results = "\(loss), \(fixed(100 * trainer.runningAccuracy.value, 1)) %"
        let rate = "\(fixed(Double(samples) / max(elapsed, 1e-9), 0))/s"
        let forms = [
            "\(epoch) [\(bar)] \(results), \(rate), \(time) left", "\(epoch) [\(bar)] \(results), \(time) left",
            "\(epoch) \(results), \(time) left",
        ]
        return forms.first { $0.count <= room } ?? "\(epoch) \(loss)"
    }
}
