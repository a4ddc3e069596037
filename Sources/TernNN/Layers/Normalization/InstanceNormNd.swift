import TernCore

/// What the instance normalisations of one to three dimensions share: the computation.
public class InstanceNormNd: NormNd {
    /// An instance normalisation, by default without anything learned or tracked.
    ///
    /// - Parameters:
    ///   - numFeatures: channels.
    ///   - eps: added to the variance. Default 1e-5.
    ///   - momentum: weight of a new batch in the running statistics. Default 0.1.
    ///   - affine: whether scale and shift are learned. Default false.
    ///   - trackRunningStats: whether running statistics are kept and used in evaluation. Default false.
    ///   - device: where all tensors lie. Default the processor.
    ///   - dtype: their type. Default float32.
    ///   - bias: whether the shift is learned, if `affine`. Default true.
    public override init(
        _ numFeatures: Int, eps: Double = 1e-5, momentum: Double? = 0.1, affine: Bool = false,
        trackRunningStats: Bool = false, device: Device = .cpu, dtype: DType = .float32, bias: Bool = true
    ) {
        super.init(
            numFeatures, eps: eps, momentum: momentum, affine: affine, trackRunningStats: trackRunningStats,
            device: device, dtype: dtype, bias: bias)
    }

    /// The normalised samples: a batch, or one sample alone. In training it also moves the running statistics, if there are any.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try x.validate()
        try validate()
        try checkRank(x)
        let isBatch = x.ndim == ranks.allowed.last
        let channels = isBatch ? 1 : 0
        guard !affine || x.shape[channels] == numFeatures else {
            throw TensorError(
                .value, "\(type(of: self))",
                "expected input's size at dim=\(channels) to match num_features (\(numFeatures)), but got: \(x.shape[channels]).",
                shapes: ["input": x.shape])
        }
        let y = try F.instanceNorm(
            isBatch ? x : x.unsqueeze(0), runningMean: runningMean, runningVar: runningVar, weight: weight?.tensor,
            bias: bias?.tensor, useInputStats: training || !trackRunningStats, momentum: momentum ?? 0, eps: eps)
        return isBatch ? y : try y.squeeze(0)
    }
}
