/// Whoever watches a training: progress bars, logs, curves. Every function has a default that does nothing.
public protocol TrainingCallback: AnyObject {
    /// Training starts, or goes on.
    ///
    /// - Parameters:
    ///   - stepsPerEpoch: the batches of a pass.
    ///   - epochs: how many there will be, those before included.
    func trainingStarts(_ trainer: Trainer, stepsPerEpoch: Int, epochs: Int) throws

    /// A step has been made.
    ///
    /// - Parameters:
    ///   - loss: of its batch.
    ///   - samples: how many it has.
    func stepEnded(_ trainer: Trainer, loss: Double, samples: Int) throws

    /// An epoch and its evaluation have been made; its checkpoint is on the disk.
    func epochEnded(_ trainer: Trainer, _ report: EpochReport) throws
}

extension TrainingCallback {
    /// Nothing.
    public func trainingStarts(_ trainer: Trainer, stepsPerEpoch: Int, epochs: Int) throws {}
    /// Nothing.
    public func stepEnded(_ trainer: Trainer, loss: Double, samples: Int) throws {}
    /// Nothing.
    public func epochEnded(_ trainer: Trainer, _ report: EpochReport) throws {}
}
