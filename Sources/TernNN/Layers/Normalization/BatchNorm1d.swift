import TernCore

/// Batch normalisation of signals: each channel is shifted and scaled to mean 0 and variance 1 over the batch and all positions, then
/// scaled by `weight` and shifted by `bias`, which are learned.
///
/// y = (x - mean) / sqrt(var + eps) * weight + bias. In training mean and (biased) variance are the batch's, and the running
/// statistics move towards them: running = (1 - momentum) * running + momentum * batch, with the unbiased variance. In evaluation
/// they are the running statistics, which then stay as they are.
///
/// Shapes: [N, numFeatures, L] or [N, numFeatures] -> the same.
///
/// - Source: `torch.nn.BatchNorm1d`; Ioffe and Szegedy 2015.
public final class BatchNorm1d: BatchNormNd {
    override var ranks: (allowed: [Int], hint: String) {
        ([2, 3], "a batch of signals is [N, channels, length], of vectors [N, features]")
    }
}
