import TernCore

/// Batch normalisation of images: each channel is shifted and scaled to mean 0 and variance 1 over the batch and all pixels, then
/// scaled by `weight` and shifted by `bias`, which are learned.
///
/// y = (x - mean) / sqrt(var + eps) * weight + bias. In training mean and (biased) variance are the batch's, and the running
/// statistics move towards them: running = (1 - momentum) * running + momentum * batch, with the unbiased variance. In evaluation
/// they are the running statistics, which then stay as they are.
///
/// Shapes: [N, numFeatures, H, W] -> the same.
///
/// - Source: `torch.nn.BatchNorm2d`; Ioffe and Szegedy 2015.
public final class BatchNorm2d: Module {
    /// The scale of each channel; nil without `affine`.
    public let weight: Parameter?
    /// The shift of each channel; nil without `affine` or `bias`.
    public let bias: Parameter?
    /// The mean used in evaluation; nil without `trackRunningStats`.
    public let runningMean: Buffer?
    /// The variance used in evaluation; nil without `trackRunningStats`.
    public let runningVar: Buffer?
    /// How many batches have been trained on, an int64 number; nil without `trackRunningStats`.
    public let numBatchesTracked: Buffer?
    /// Channels.
    public let numFeatures: Int
    /// Added to the variance.
    public let eps: Double
    /// The weight of a new batch in the running statistics; nil for their plain average over all batches.
    public let momentum: Double?
    /// Whether scale and shift are learned.
    public let affine: Bool
    /// Whether running statistics are kept. Setting it to false later leaves the buffers as they are: training no longer moves
    /// them, evaluation still uses them.
    public var trackRunningStats: Bool
    /// Whether the batch's statistics are used.
    public var training = true

    /// A batch normalisation with weight 1, bias 0, running mean 0 and running variance 1.
    ///
    /// - Parameters:
    ///   - numFeatures: channels.
    ///   - eps: added to the variance. Default 1e-5.
    ///   - momentum: weight of a new batch in the running statistics, or nil for their plain average. Default 0.1.
    ///   - affine: whether scale and shift are learned. Default true.
    ///   - trackRunningStats: whether running statistics are kept. Default true.
    ///   - device: where all tensors lie. Default the processor.
    ///   - dtype: their type. Default float32.
    ///   - bias: whether the shift is learned, if `affine`. Default true.
    public init(
        _ numFeatures: Int, eps: Double = 1e-5, momentum: Double? = 0.1, affine: Bool = true,
        trackRunningStats: Bool = true, device: Device = .cpu, dtype: DType = .float32, bias: Bool = true
    ) {
        self.numFeatures = numFeatures
        self.eps = eps
        self.momentum = momentum
        self.affine = affine
        self.trackRunningStats = trackRunningStats
        let shape = [numFeatures]
        func zeros() -> Tensor { Tensor.zeros(shape, dtype: dtype, device: device) }
        func ones() -> Tensor { Tensor.ones(shape, dtype: dtype, device: device) }
        weight = affine ? Parameter(ones()) : nil
        self.bias = affine && bias ? Parameter(zeros()) : nil
        runningMean = trackRunningStats ? Buffer(zeros()) : nil
        runningVar = trackRunningStats ? Buffer(ones()) : nil
        numBatchesTracked = trackRunningStats ? Buffer(Tensor.zeros([], dtype: .int64, device: device)) : nil
    }

    /// The normalised batch. In training it also moves the running statistics, even inside `noGrad { }`.
    public func forward(_ x: Tensor) throws -> Tensor {
        try x.validate()
        try validate()
        guard x.ndim == 4 else {
            throw TensorError(
                .value, "BatchNorm2d", "expected 4D input (got \(x.ndim)D input)", shapes: ["input": x.shape],
                hint: "a batch of images is [N, channels, height, width]")
        }
        let factor = try countBatch()
        let useBatch = training || (runningMean == nil && runningVar == nil)
        // Statistics that are no longer tracked are not shown to a training step.
        let passBuffers = !training || trackRunningStats
        return try F.batchNorm(
            x, runningMean: passBuffers ? runningMean : nil, runningVar: passBuffers ? runningVar : nil,
            weight: weight?.tensor, bias: bias?.tensor, training: useBatch, momentum: factor, eps: eps)
    }

    /// Counts a training batch and gives its weight in the running statistics.
    private func countBatch() throws -> Double {
        guard training, trackRunningStats, let numBatchesTracked else { return momentum ?? 0 }
        numBatchesTracked.tensor = numBatchesTracked.tensor + 1
        return try momentum ?? 1 / numBatchesTracked.tensor.item()
    }

    /// 2: since then `num_batches_tracked` is part of the state.
    public var stateVersion: Int { 2 }

    /// Torch's text between the parentheses.
    public var extraText: String {
        func python(_ flag: Bool) -> String { flag ? "True" : "False" }
        let momentum = momentum.map(pythonFloat) ?? "None"
        return
            "\(numFeatures), eps=\(pythonFloat(eps)), momentum=\(momentum), affine=\(python(affine)), bias=\(python(bias != nil)), track_running_stats=\(python(trackRunningStats))"
    }
}

/// A number as Python prints it: `1e-05`, `0.001`, `1.0`. Swift chooses the same digits and differs only for exponents.
package func pythonFloat(_ value: Double) -> String { "\(value)" }
