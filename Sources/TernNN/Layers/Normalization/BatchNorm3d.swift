import TernCore

/// Batch normalisation of volumes: each channel is shifted and scaled to mean 0 and variance 1 over the batch and all positions, then
/// scaled by `weight` and shifted by `bias`, which are learned.
///
/// y = (x - mean) / sqrt(var + eps) * weight + bias. In training mean and (biased) variance are the batch's, and the running
/// statistics move towards them: running = (1 - momentum) * running + momentum * batch, with the unbiased variance. In evaluation
/// they are the running statistics, which then stay as they are.
///
/// Shapes: [N, numFeatures, D, H, W] -> the same.
///
/// - Source: `torch.nn.BatchNorm3d`; Ioffe and Szegedy 2015.
public final class BatchNorm3d: BatchNormNd {
    override var ranks: (allowed: [Int], hint: String) {
        ([5], "a batch of volumes is [N, channels, depth, height, width]")
    }
}
