import TernCore

/// Instance normalisation of volumes: each channel of each sample is shifted and scaled to mean 0 and variance 1 over its positions,
/// and, with `affine`, then scaled by `weight` and shifted by `bias`, which are learned.
///
/// y = (x - mean) / sqrt(var + eps) * weight + bias. With `trackRunningStats` the statistics' averages over the batch move the
/// running statistics in training, and evaluation uses these.
///
/// Shapes: [N, numFeatures, D, H, W] or [numFeatures, D, H, W] -> the same.
///
/// - Source: `torch.nn.InstanceNorm3d`; Ulyanov, Vedaldi and Lempitsky 2016.
public final class InstanceNorm3d: InstanceNormNd {
    override var ranks: (allowed: [Int], hint: String) {
        ([4, 5], "a volume is [channels, depth, height, width], a batch of them has one dimension more")
    }
}
