import Foundation
import TernCore

/// A data set in MNIST's four files: images [28, 28] of uint8 with labels.
///
/// Read once into memory; see `data` and `targets`. Nothing is fetched from anywhere.
///
/// ```swift
/// let train = try MNIST(root: "data", train: true)                       // data/MNIST/raw/train-images-idx3-ubyte…
/// let x = try train.data.unsqueeze(1).to(.float32) / 255
/// ```
///
/// - Source: `torchvision.datasets.MNIST`.
public struct MNIST: Dataset {
    /// Which data set, for its folder's name and its classes.
    public enum Variant: String, Sendable, CaseIterable {
        /// Handwritten digits.
        case mnist = "MNIST"
        /// Articles of clothing.
        case fashion = "FashionMNIST"
        /// Japanese characters.
        case kuzushiji = "KMNIST"
    }

    /// The images, [count, H, W] of uint8.
    public let data: Tensor
    /// The labels, [count] of int64.
    public let targets: Tensor
    /// The classes' names.
    public let classes: [String]

    /// The training or the test images of a data set.
    ///
    /// - Parameters:
    ///   - root: the folder that holds torchvision's `MNIST/raw`, or the four files themselves (as Debian's
    ///     `/usr/share/datasets/fashion-mnist` does), plain or with `.gz`.
    ///   - train: whether the training images, not the test images. Default true.
    ///   - variant: which data set. Default MNIST.
    /// - Throws: `TensorError` where files are missing or damaged.
    public init(root: String, train: Bool = true, variant: Variant = .mnist) throws {
        let part = train ? "train" : "t10k"
        let folder = URL(fileURLWithPath: root, isDirectory: true)
        let folders = [folder.appendingPathComponent(variant.rawValue).appendingPathComponent("raw"), folder]
        func load(_ name: String, dtype: DType, rank: Int) throws -> Tensor {
            let candidates = folders.flatMap {
                [$0.appendingPathComponent(name), $0.appendingPathComponent(name + ".gz")]
            }
            guard let file = candidates.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
                throw TensorError(
                    .file, "\(variant.rawValue)", "Dataset not found: there is no \(name) in \(root)",
                    hint: "put it, or \(name).gz, into \(folders[0].path) or \(root)")
            }
            let tensor = try IDX.load(file)
            guard tensor.dtype == .uint8 else {
                throw TensorError(
                    .type, variant.rawValue, "x should be of dtype torch.uint8 instead of torch.\(tensor.dtype)")
            }
            guard tensor.ndim == rank else {
                throw TensorError(
                    .value, variant.rawValue, "x should have \(rank) dimension instead of \(tensor.ndim)")
            }
            return try tensor.to(dtype)
        }
        data = try load("\(part)-images-idx3-ubyte", dtype: .uint8, rank: 3)
        targets = try load("\(part)-labels-idx1-ubyte", dtype: .int64, rank: 1)
        guard data.shape[0] == targets.shape[0] else {
            throw TensorError(
                .value, variant.rawValue, "there are \(data.shape[0]) images, but \(targets.shape[0]) labels")
        }
        classes = variant.classes
    }

    /// How many images there are.
    public var count: Int { data.shape[0] }

    /// The image [1, 28, 28] of uint8, and its label.
    public func sample(at index: Int) throws -> (Tensor, Int) {
        (try data.select(0, index).unsqueeze(0), try targets.select(0, index).item(as: Int.self))
    }

    /// The images [N, 1, 28, 28] and their labels [N].
    public func batch(at indices: [Int]) throws -> (Tensor, Tensor) {
        let (x, y) = try TensorDataset(data, targets).batch(at: indices)
        return (try x.unsqueeze(1), y)
    }
}

extension MNIST.Variant {
    /// Torchvision's names.
    fileprivate var classes: [String] {
        switch self {
        case .mnist:
            [
                "0 - zero", "1 - one", "2 - two", "3 - three", "4 - four", "5 - five", "6 - six", "7 - seven",
                "8 - eight",
                "9 - nine",
            ]
        case .fashion:
            [
                "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
                "Ankle boot",
            ]
        case .kuzushiji: ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"]
        }
    }
}
