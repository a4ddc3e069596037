import TernCore
import TernData

/// Images with their classes, ready to be trained on: scaled, changed at random if asked for, and normalised.
///
/// A batch is one gather and a few operations on all of its images: [N, C, H, W] of float32, and classes [N].
public struct LabeledImages: Dataset {
    /// The images, [count, C, H, W], of uint8 (0…255) or float32 (0…1).
    public let images: Tensor
    /// Their classes, [count] of int64.
    public let targets: Tensor
    /// What each channel's mean and standard deviation are taken to be.
    public let normalization: (mean: [Double], std: [Double])
    /// How images are changed at random; nil for not at all.
    public let augmentation: ImageAugmentation?

    /// - Parameters:
    ///   - images: [count, C, H, W], of uint8 (0…255) or float32 (0…1).
    ///   - targets: [count].
    ///   - normalization: each channel's mean and standard deviation. Default those of the images.
    ///   - augmentation: how images are changed at random. Default not at all.
    /// - Throws: `TensorError` for other shapes.
    public init(
        _ images: Tensor, _ targets: Tensor, normalization: (mean: [Double], std: [Double])? = nil,
        augmentation: ImageAugmentation? = nil
    ) throws {
        try images.validate()
        try targets.validate()
        guard images.ndim == 4, targets.ndim == 1, images.shape[0] == targets.shape[0] else {
            throw TensorError(
                .value, "LabeledImages", "Expected images [N, C, H, W] and targets [N]",
                shapes: ["images": images.shape, "targets": targets.shape])
        }
        (self.images, self.targets, self.augmentation) = (images, targets, augmentation)
        self.normalization = try normalization ?? LabeledImages.statistics(images)
        guard self.normalization.mean.count == images.shape[1], self.normalization.std.count == images.shape[1] else {
            throw TensorError(
                .value, "LabeledImages", "Expected a mean and a deviation for each of \(images.shape[1]) channels")
        }
    }

    /// How many images there are.
    public var count: Int { targets.count }

    /// The image [C, H, W] and its class.
    public func sample(at index: Int) throws -> (Tensor, Int) {
        let (x, y) = try batch(at: [index])
        return (try x.select(0, 0), try y.item(as: Int.self))
    }

    /// The images [N, C, H, W] and their classes [N].
    public func batch(at indices: [Int]) throws -> (Tensor, Tensor) {
        let (raw, y) = try TensorDataset(images, targets).batch(at: indices)
        var x = try LabeledImages.scaled(raw)
        if let augmentation { x = try augmentation(x) }
        let shape = [1, images.shape[1], 1, 1]
        let mean = try Tensor(normalization.mean).reshape(shape)
        return (try (x - mean) / Tensor(normalization.std).reshape(shape), y)
    }

    /// 0…255 as 0…1.
    private static func scaled(_ images: Tensor) throws -> Tensor {
        images.dtype == .uint8 ? try images.to(.float32) / 255 : try images.to(.float32)
    }

    /// Mean and standard deviation of each channel, over a few thousand images at most.
    private static func statistics(_ images: Tensor) throws -> (mean: [Double], std: [Double]) {
        let part = try scaled(images.narrow(0, start: 0, length: Swift.min(images.shape[0], 4096)))
        let mean = try part.mean(dim: [0, 2, 3])
        let square = try part.mul(part).mean(dim: [0, 2, 3])
        let deviation = (try square - mean * mean).clamp(min: 1e-4).sqrt()
        return (try mean.array(of: Double.self), try deviation.array(of: Double.self))
    }
}
