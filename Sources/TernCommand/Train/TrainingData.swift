import Tern

/// A data set as training needs it.
struct TrainingData {
    let train: LabeledImages
    let test: LabeledImages
    let classes: [String]
    /// Where the test images are from, where that is not given with the data.
    let split: String?

    /// An image's shape, [C, H, W].
    var imageShape: [Int] { Array(train.images.shape.dropFirst()) }

    /// Reads it.
    ///
    /// - Parameter applyOrientation: whether a folder's images are turned as their EXIF data say.
    /// - Throws: `TensorError` where files are missing or damaged, or a label is no class.
    init(
        _ name: TrainingDataName, path: String?, imageSize: Int, applyOrientation: Bool,
        augmentation: ImageAugmentation?
    ) throws {
        let (parts, split) = try TrainingData.parts(name, path, imageSize, applyOrientation)
        self.split = split
        classes = parts[0].classes
        for part in parts {
            guard part.targets.count > 0, part.images.shape.dropFirst() == parts[0].images.shape.dropFirst() else {
                throw TensorError(
                    .value, "train", "training and test images differ in size, or there are none",
                    shapes: ["training": parts[0].images.shape, "test": part.images.shape])
            }
            let range = (try part.targets.min().item(as: Int.self), try part.targets.max().item(as: Int.self))
            guard range.0 >= 0, range.1 < classes.count else {
                throw TensorError(
                    .value, "train",
                    "the labels go from \(range.0) to \(range.1), but there are \(classes.count) classes")
            }
        }
        train = try LabeledImages(parts[0].images, parts[0].targets, augmentation: augmentation)
        test = try LabeledImages(parts[1].images, parts[1].targets, normalization: train.normalization)
    }

    /// Images with labels and the classes' names.
    typealias Part = (images: Tensor, targets: Tensor, classes: [String])

    /// The training images and the test images.
    private static func parts(
        _ name: TrainingDataName, _ path: String?, _ imageSize: Int, _ applyOrientation: Bool
    ) throws -> ([Part], split: String?) {
        if name == .digits {
            let parts = try [true, false].map {
                let digits = try Digits(train: $0)
                return (digits.data, digits.targets, digits.classes)
            }
            return (parts, nil)
        }
        guard let path else {
            let content =
                name == .folder
                ? "a folder of PNG or JPEG files for each class" : "its four files of images and labels, .gz or not"
            throw TensorError(
                .value, "train", "where is \(name.rawValue)?",
                hint: "write: tern train \(name.rawValue) FOLDER, with \(content)")
        }
        if name == .folder {
            let folder = try ImageFolderParts(path, size: imageSize, applyOrientation: applyOrientation)
            return (folder.parts, folder.split)
        }
        let parts = try [true, false].map {
            let data = try MNIST(root: path, train: $0, variant: name == .mnist ? .mnist : .fashion)
            return (try data.data.unsqueeze(1), data.targets, data.classes)
        }
        return (parts, nil)
    }
}
