import TernCore

extension F {
    /// Normalisation of each channel of each sample by itself.
    ///
    /// y = (x - mean) / sqrt(var + eps) * weight + bias, with the mean and (biased) variance of each sample's channel over its
    /// positions, and one weight and bias for each channel. Running statistics, if given, move towards the averages of the samples'
    /// statistics over the batch: running = (1 - momentum) * running + momentum * average, with unbiased variances; without
    /// `useInputStats` they are what x is normalised with.
    ///
    /// Shapes: x [N, C, …]; all others [C] -> as x.
    ///
    /// - Parameters:
    ///   - runningMean: moved, or read without `useInputStats`. Both or neither.
    ///   - runningVar: moved, or read without `useInputStats`.
    ///   - weight: the scale. Default 1.
    ///   - bias: the shift. Default 0.
    ///   - useInputStats: whether the samples' own statistics are used. Default true.
    ///   - momentum: weight of the new batch in the running statistics. Default 0.1.
    ///   - eps: added to the variance. Default 1e-5.
    /// - Throws: `TensorError` in torch's words for shapes, types or arguments that don't fit.
    /// - Source: `torch.nn.functional.instance_norm`; Ulyanov, Vedaldi and Lempitsky 2016.
    public static func instanceNorm(
        _ x: Tensor, runningMean: Buffer? = nil, runningVar: Buffer? = nil, weight: Tensor? = nil, bias: Tensor? = nil,
        useInputStats: Bool = true, momentum: Double = 0.1, eps: Double = 1e-5
    ) throws -> Tensor {
        for tensor in [x, runningMean?.tensor, runningVar?.tensor, weight, bias] { try tensor?.validate() }
        guard !useInputStats || Shape.count(Array(x.shape.dropFirst(2))) != 1 else {
            throw TensorError(
                .value, "instance_norm",
                "Expected more than 1 spatial element when training, got input size \(x.shape)",
                shapes: ["input": x.shape],
                hint: "one value has no spread: use a larger image, or eval() with running statistics")
        }
        guard useInputStats || (runningMean != nil && runningVar != nil) else {
            throw TensorError(
                "instance_norm",
                "Expected running_mean and running_var to be defined when use_input_stats is false")
        }
        guard x.ndim >= 2 else {
            throw TensorError(
                .index, "instance_norm", "instance_norm expects an input of at least 2 dimensions, but got \(x.ndim)",
                shapes: ["input": x.shape])
        }
        // Every sample's channel is a channel of one large sample.
        let (batch, channels) = (x.shape[0], x.shape[1])
        func forEachSample(_ tensor: Tensor?) throws -> Tensor? { try tensor?.repeat([batch]) }
        let means = try forEachSample(runningMean?.tensor.detach()).map { Buffer($0) }
        let variances = try forEachSample(runningVar?.tensor.detach()).map { Buffer($0) }
        let y = try batchNorm(
            x.contiguous().reshape([1, batch * channels] + x.shape.dropFirst(2)), runningMean: means,
            runningVar: variances, weight: forEachSample(weight), bias: forEachSample(bias), training: useInputStats,
            momentum: momentum, eps: eps)
        for (buffer, samples) in [(runningMean, means), (runningVar, variances)] {
            guard let buffer, let samples else { continue }
            buffer.tensor = try noGrad { try samples.tensor.reshape([batch, channels]).mean(dim: 0) }
        }
        return try y.reshape(x.shape)
    }
}
