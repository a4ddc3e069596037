import Foundation
import Tern
import TernCore

/// A folder of images as training and test images: `train` and `test` (or `val`, `valid`, `validation`) in it, or else every
/// fifth image of the folder itself is a test image.
struct ImageFolderParts {
    let parts: [TrainingData.Part]
    /// Where the test images are from, for people.
    let split: String

    /// Reads all images, made to squares of `size`, turned upright first if `applyOrientation`.
    init(_ root: String, size: Int, applyOrientation: Bool) throws {
        let top = URL(fileURLWithPath: root, isDirectory: true)
        func folder(_ name: String) -> String? {
            let path = top.appendingPathComponent(name).path
            return FileManager.default.fileExists(atPath: path) ? path : nil
        }
        if let train = folder("train"), let test = ["test", "val", "valid", "validation"].lazy.compactMap(folder).first
        {
            let folders = try [train, test].map { try ImageFolder(root: $0, applyOrientation: applyOrientation) }
            guard folders[0].classes == folders[1].classes else {
                throw TensorError(
                    .value, "train", "\(test) has other classes than \(train)",
                    hint: "\(folders[1].classes) and \(folders[0].classes)")
            }
            try ImageFolderParts.checkClasses(folders[0], train)
            split = "training images from \(train), test images from \(test)"
            parts = try folders.map { try ImageFolderParts.part(of: $0, Array(0..<$0.count), size) }
        } else {
            let whole = try ImageFolder(root: root, applyOrientation: applyOrientation)
            try ImageFolderParts.checkClasses(whole, root)
            split = "every fifth image is a test image"
            let all = Array(0..<whole.count)
            parts = try [all.filter { $0 % 5 != 4 }, all.filter { $0 % 5 == 4 }].map {
                try ImageFolderParts.part(of: whole, $0, size)
            }
        }
    }

    /// Runs `body`; an error names the whole path of the file.
    private static func naming<Result>(_ file: URL, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch var error as TensorError {
            if !error.message.contains(file.path) { error.message += " (\(file.relativePath))" }
            throw error
        }
    }

    /// Refuses a folder in which there is nothing to tell apart.
    private static func checkClasses(_ folder: ImageFolder, _ root: String) throws {
        guard folder.classes.count < 2 else { return }
        let name = folder.classes.first ?? ""
        let isPart = ["train", "test", "val", "valid", "validation"].contains(name)
        throw TensorError(
            .value, "train", "there is only one class of images in \(root): '\(name)'",
            hint: isPart
                ? "a folder with \(name) needs \(name == "train" ? "test or val" : "train") beside it, each with a folder for every class"
                : "training tells classes apart: it needs a folder of images for each of at least two")
    }

    private static func part(of folder: ImageFolder, _ indices: [Int], _ size: Int) throws -> TrainingData.Part {
        guard !indices.isEmpty else {
            throw TensorError(.value, "train", "there are too few images: \(folder.count)")
        }
        let progress = StatusLine(delay: 1)
        let images = try indices.enumerated().map { done, index in
            progress.show("reading image \(done) of \(indices.count)")
            return try ImageFolderParts.naming(folder.samples[index].file) {
                try Transforms.resize(folder[index].0.bytes, [size, size])
            }
        }
        progress.clear()
        return (try .stack(images), Tensor(indices.map { folder.samples[$0].target }), folder.classes)
    }
}

extension Tensor {
    /// An image as uint8; files of 16 bits lose the lower ones.
    var bytes: Tensor {
        get throws { dtype == .uint8 ? self : try (to(.float32) / 257).round().to(.uint8) }
    }
}
