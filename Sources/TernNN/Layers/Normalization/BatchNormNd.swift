import TernCore

/// What the batch normalisations of one to three dimensions share: the computation.
public class BatchNormNd: NormNd {
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
    public override init(
        _ numFeatures: Int, eps: Double = 1e-5, momentum: Double? = 0.1, affine: Bool = true,
        trackRunningStats: Bool = true, device: Device = .cpu, dtype: DType = .float32, bias: Bool = true
    ) {
        super.init(
            numFeatures, eps: eps, momentum: momentum, affine: affine, trackRunningStats: trackRunningStats,
            device: device, dtype: dtype, bias: bias)
    }

    /// The normalised batch. In training it also moves the running statistics, even inside `noGrad { }`.
    public override func forward(_ x: Tensor) throws -> Tensor { try forward(x, residual: nil, activation: .identity) }

    /// activation(forward(x) + residual) in as few passes over memory as can be; equal to the separate steps bit for bit.
    package func forward(_ x: Tensor, residual: Tensor?, activation: FusedActivation) throws -> Tensor {
        try x.validate()
        try validate()
        try checkRank(x)
        let factor = try countBatch()
        let useBatch = training || (runningMean == nil && runningVar == nil)
        // Statistics that are no longer tracked are not shown to a training step.
        let passBuffers = !training || trackRunningStats
        return try F.batchNorm(
            x, runningMean: passBuffers ? runningMean : nil, runningVar: passBuffers ? runningVar : nil,
            weight: weight?.tensor, bias: bias?.tensor, training: useBatch, momentum: factor, eps: eps,
            residual: residual, activation: activation)
    }

    /// Counts a training batch and gives its weight in the running statistics.
    private func countBatch() throws -> Double {
        guard training, trackRunningStats, let numBatchesTracked else { return momentum ?? 0 }
        numBatchesTracked.tensor = numBatchesTracked.tensor + 1
        return try momentum ?? 1 / numBatchesTracked.tensor.item()
    }
}
