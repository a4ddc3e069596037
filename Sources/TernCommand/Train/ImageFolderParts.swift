import Foundation
import Tern

/// A folder of images as training and test images: `train` and `test` (or `val`) in it, or else every fifth image of the
/// folder itself is a test image.
struct ImageFolderParts {
    let parts: [TrainingData.Part]

    /// Reads all images, made to squares of `size`, turned upright first if `applyOrientation`.
    init(_ root: String, size: Int, applyOrientation: Bool) throws {
        let top = URL(fileURLWithPath: root, isDirectory: true)
        func folder(_ name: String) -> String? {
            let path = top.appendingPathComponent(name).path
            return FileManager.default.fileExists(atPath: path) ? path : nil
        }
        if let train = folder("train"), let test = folder("test") ?? folder("val") {
            let folders = try [train, test].map { try ImageFolder(root: $0, applyOrientation: applyOrientation) }
            guard folders[0].classes == folders[1].classes else {
                throw TensorError(
                    .value, "train", "\(test) has other classes than \(train)",
                    hint: "\(folders[1].classes) and \(folders[0].classes)")
            }
            parts = try folders.map { try ImageFolderParts.part(of: $0, Array(0..<$0.count), size) }
        } else {
            let whole = try ImageFolder(root: root, applyOrientation: applyOrientation)
            let all = Array(0..<whole.count)
            parts = try [all.filter { $0 % 5 != 4 }, all.filter { $0 % 5 == 4 }].map {
                try ImageFolderParts.part(of: whole, $0, size)
            }
        }
    }

    private static func part(of folder: ImageFolder, _ indices: [Int], _ size: Int) throws -> TrainingData.Part {
        guard !indices.isEmpty else {
            throw TensorError(.value, "train", "there are too few images: \(folder.count)")
        }
        let images = try indices.map { try Transforms.resize(folder[$0].0.bytes, [size, size]) }
        return (try .stack(images), Tensor(indices.map { folder.samples[$0].target }), folder.classes)
    }
}

extension Tensor {
    /// An image as uint8; files of 16 bits lose the lower ones.
    var bytes: Tensor {
        get throws { dtype == .uint8 ? self : try (to(.float32) / 257).round().to(.uint8) }
    }
}
