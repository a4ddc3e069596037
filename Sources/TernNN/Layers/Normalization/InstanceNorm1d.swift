import TernCore

/// Instance normalisation of signals: each channel of each sample is shifted and scaled to mean 0 and variance 1 over its positions,
/// and, with `affine`, then scaled by `weight` and shifted by `bias`, which are learned.
///
/// y = (x - mean) / sqrt(var + eps) * weight + bias. With `trackRunningStats` the statistics' averages over the batch move the
/// running statistics in training, and evaluation uses these.
///
/// Shapes: [N, numFeatures, L] or [numFeatures, L] -> the same.
///
/// - Source: `torch.nn.InstanceNorm1d`; Ulyanov, Vedaldi and Lempitsky 2016.
public final class InstanceNorm1d: InstanceNormNd {
    override var ranks: (allowed: [Int], hint: String) {
        ([2, 3], "a signal is [channels, length], a batch of them [N, channels, length]")
    }
}
