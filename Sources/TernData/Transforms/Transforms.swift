import Foundation
import TernCore

/// A change of an image, or of a batch of images that are all changed alike.
///
/// Shapes: [..., C, H, W] -> [..., C', H', W'].
///
/// What a random transform draws comes from the default generator, in torchvision's order: the same seed gives the same
/// images. Inside the workers of a `DataLoader` the default generator is the worker's own.
///
/// - Source: `torchvision.transforms.v2.Transform`.
public protocol Transform: Sendable {
    /// The changed image.
    func callAsFunction(_ image: Tensor) throws -> Tensor
}

/// Torchvision's transforms (v2), and the functions that they are made of.
///
/// ```swift
/// let augment = try Transforms.Compose([
///     Transforms.RandomCrop(28, padding: 2), Transforms.RandomHorizontalFlip(),
///     Transforms.ToDtype(.float32, scale: true), Transforms.Normalize(mean: [0.5], std: [0.5]),
/// ])
/// let data = digits.map { image, label in (try augment(image), label) }
/// ```
public enum Transforms {
    /// How values between pixels are found.
    public enum Interpolation: String, Sendable, CaseIterable {
        /// The pixel to the left of and above the place.
        case nearest
        /// Weighted by the distance, from two pixels in each direction.
        case bilinear
        /// By cubic curves through four pixels in each direction.
        case bicubic
    }

    /// Checks that a tensor has channels, rows and columns, and gives their numbers.
    static func size(of image: Tensor, _ operation: String) throws -> (channels: Int, height: Int, width: Int) {
        try image.validate()
        guard image.ndim >= 3 else {
            throw TensorError(
                .value, operation,
                "Expected tensor to be a tensor image of size (..., C, H, W). Got torch.Size(\(image.shape)).")
        }
        return (image.shape[image.ndim - 3], image.shape[image.ndim - 2], image.shape[image.ndim - 1])
    }

    /// A number from the default generator, as torch draws it.
    static func draw(_ low: Double, _ high: Double) throws -> Double {
        try Tensor.uniform([1], low: low, high: high).item()
    }

    /// An integer in 0 ..< bound from the default generator.
    static func draw(below bound: Int) throws -> Int { try Tensor.randint(bound, [1]).item(as: Int.self) }

    /// Whether something of probability `p` happens.
    static func happens(_ p: Double) throws -> Bool { try Tensor.rand([1]).item() < Double(Float(p)) }

    static func checkProbability(_ p: Double, _ operation: String) throws {
        guard (0...1).contains(p) else {
            throw TensorError(
                .value, operation, "`p` should be a floating point value in the interval [0.0, 1.0].")
        }
    }

    /// Python's `round`: to nearest, ties to even.
    static func rounded(_ value: Double) -> Int { Int(value.rounded(.toNearestOrEven)) }
}
