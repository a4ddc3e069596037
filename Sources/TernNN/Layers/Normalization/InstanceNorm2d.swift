import TernCore

/// Instance normalisation of images: each channel of each sample is shifted and scaled to mean 0 and variance 1 over its positions,
/// and, with `affine`, then scaled by `weight` and shifted by `bias`, which are learned.
///
/// y = (x - mean) / sqrt(var + eps) * weight + bias. With `trackRunningStats` the statistics' averages over the batch move the
/// running statistics in training, and evaluation uses these.
///
/// Shapes: [N, numFeatures, H, W] or [numFeatures, H, W] -> the same.
///
/// - Source: `torch.nn.InstanceNorm2d`; Ulyanov, Vedaldi and Lempitsky 2016.
public final class InstanceNorm2d: InstanceNormNd {
    override var ranks: (allowed: [Int], hint: String) {
        ([3, 4], "an image is [channels, height, width], a batch of them [N, channels, height, width]")
    }
}
