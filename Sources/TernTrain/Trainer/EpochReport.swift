import TernNN

/// What an epoch of training brought.
public struct EpochReport: Sendable, Equatable {
    /// Which epoch, from 1.
    public let epoch: Int
    /// The steps made until its end.
    public let step: Int
    /// The learning rate at its end.
    public let learningRate: Double
    /// The mean loss over its training samples, each as it was when its batch came.
    public let trainLoss: Double
    /// The share of them that were right.
    public let trainAccuracy: Double
    /// The mean loss over the samples held out, after the epoch; nil where none are.
    public let testLoss: Double?
    /// The share of them that were right.
    public let testAccuracy: Double?
    /// How long it took, evaluation included; where training was resumed within it, since then.
    public let seconds: Double

    /// The report by names, in this order.
    public var record: StateRecord {
        var record: StateRecord = [
            "epoch": .int(epoch), "step": .int(step), "learningRate": .double(learningRate),
            "trainLoss": .double(trainLoss), "trainAccuracy": .double(trainAccuracy),
        ]
        record["testLoss"] = testLoss.map { .double($0) }
        record["testAccuracy"] = testAccuracy.map { .double($0) }
        record["seconds"] = .double(seconds)
        return record
    }
}

extension EpochReport {
    /// The report that `record` gave; nil for another record.
    init?(record: StateRecord) {
        func number(_ name: String) -> Double? { record[name]?.doubleValue }
        guard let epoch = record["epoch"]?.intValue, let step = record["step"]?.intValue,
            let rate = number("learningRate"), let loss = number("trainLoss"), let accuracy = number("trainAccuracy"),
            let seconds = number("seconds")
        else { return nil }
        self.init(
            epoch: epoch, step: step, learningRate: rate, trainLoss: loss, trainAccuracy: accuracy,
            testLoss: number("testLoss"), testAccuracy: number("testAccuracy"), seconds: seconds)
    }
}
