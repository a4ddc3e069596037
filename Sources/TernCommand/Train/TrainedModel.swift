import Foundation
import Tern

/// A network from a checkpoint of `tern train`, ready to be asked.
struct TrainedModel {
    let network: any Module
    let classes: [String]
    private let settings: StateRecord
    private let imageShape: [Int]
    private let normalization: (mean: [Double], std: [Double])

    /// - Throws: `TensorError` where the file is no checkpoint of `tern train`.
    init(_ path: String) throws {
        let checkpoint = try Checkpoint(contentsOf: path)
        settings = checkpoint.settings
        guard case .text(let model) = settings["model"], let shape = settings["imageShape"]?.elements,
            let mean = settings["mean"]?.doubles, let std = settings["std"]?.doubles,
            let names = settings["classes"]?.elements
        else {
            throw TensorError(
                .value, "predict", "\(path) is no checkpoint of tern train: it doesn't say which images it is for")
        }
        imageShape = shape.compactMap(\.intValue)
        classes = names.map { "\($0)" }
        normalization = (mean, std)
        network = try NamedNetworks.network(model, input: imageShape, classes: classes.count)
        try checkpoint.restore(network)
        network.eval()
    }

    /// The scores [N, classes] of images [N, C, H, W] of uint8.
    func scores(_ images: Tensor) throws -> Tensor {
        let data = try LabeledImages(images, .zeros([images.shape[0]], dtype: .int64), normalization: normalization)
        return try noGrad { try network(data.batch(at: Array(0..<data.count)).0) }
    }

    /// Whether the images of the training were turned as their EXIF data say; nil for data without such files.
    private var wasTurned: Bool? { settings["exif-orientation"]?.boolValue }

    /// An image from a file in the size and with the channels that the network wants.
    ///
    /// - Parameter applyOrientation: whether it is turned as its EXIF data say; nil for what was done in training, or else yes.
    func image(_ file: URL, invert: Bool, applyOrientation: Bool?) throws -> Tensor {
        let image = try ImageFile.load(
            file, mode: imageShape[0] == 1 ? .gray : .rgb, applyOrientation: applyOrientation ?? wasTurned ?? true)
        let sized = try Transforms.resize(image.bytes, [imageShape[1], imageShape[2]])
        return invert ? try (255 - sized.to(.float32)).to(.uint8) : sized
    }

    /// The test images that it was trained beside.
    ///
    /// - Parameter applyOrientation: whether they are turned as their EXIF data say; nil for what was done in training.
    func testData(folder: String?, applyOrientation: Bool?) throws -> LabeledImages {
        guard case .text(let name) = settings["data"], let data = TrainingDataName(rawValue: name) else {
            throw TensorError(.value, "predict", "the checkpoint doesn't say which data it was trained on")
        }
        var path = folder
        if path == nil, case .text(let saved) = settings["path"] { path = saved }
        return try TrainingData(
            data, path: path, imageSize: imageShape[1], applyOrientation: applyOrientation ?? wasTurned ?? false,
            augmentation: nil
        ).test
    }
}
