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
public final class BatchNorm2d: BatchNormNd {
    let keptFold = KeptFold()

    override var ranks: (allowed: [Int], hint: String) { ([4], "a batch of images is [N, channels, height, width]") }
}
