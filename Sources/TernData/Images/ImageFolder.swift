import Foundation
import TernCore
import TernFormats

/// Images in folders, one folder for each class: `root/cat/1.png`, `root/dog/2.jpg`.
///
/// Classes and files are in the order of their names. Images are read when they are asked for; as they may differ in size,
/// `map` them to one size before they are batched. PNG and JPEG files are read, whichever of their names a file has.
///
/// - Source: `torchvision.datasets.ImageFolder`.
public struct ImageFolder: Dataset {
    /// The folders' names, in order.
    public let classes: [String]
    /// Each file with the number of its class.
    public let samples: [(file: URL, target: Int)]

    /// Whether images are turned as their EXIF data say.
    public let applyOrientation: Bool

    private static let extensions = ["jpg", "jpeg", "png"]

    /// The images under a folder.
    ///
    /// - Parameters:
    ///   - root: the folder that holds a folder for each class.
    ///   - applyOrientation: whether images are turned as their EXIF data say. Default false, as torchvision's loader.
    /// - Throws: `TensorError` where there are no classes, or a class without images.
    public init(root: String, applyOrientation: Bool = false) throws {
        self.applyOrientation = applyOrientation
        let top = URL(fileURLWithPath: root, isDirectory: true)
        classes = try ImageFolder.names(in: top).filter { ImageFolder.isFolder(top.appendingPathComponent($0)) }
        guard !classes.isEmpty else {
            throw TensorError(.file, "ImageFolder", "Couldn't find any class folder in \(root).")
        }
        var samples: [(file: URL, target: Int)] = []
        var empty: [String] = []
        for (target, name) in classes.enumerated() {
            let files = try ImageFolder.images(in: top.appendingPathComponent(name))
            if files.isEmpty { empty.append(name) }
            samples += files.map { ($0, target) }
        }
        guard empty.isEmpty else {
            throw TensorError(
                .file, "ImageFolder",
                "Found no valid file for the classes \(empty.joined(separator: ", ")). Supported extensions are: "
                    + ImageFolder.extensions.map { "." + $0 }.joined(separator: ", "))
        }
        self.samples = samples
    }

    /// How many images there are.
    public var count: Int { samples.count }

    /// The image [3, H, W] of uint8, and the number of its class.
    public func sample(at index: Int) throws -> (Tensor, Int) {
        let (file, target) = samples[index]
        return (try ImageFile.load(file, mode: .rgb, applyOrientation: applyOrientation), target)
    }

    private static func names(in folder: URL) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        } catch {
            throw TensorError(.file, "ImageFolder", "cannot list \(folder.path)")
        }
    }

    private static func isFolder(_ place: URL) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: place.path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    /// The images in a folder and the folders in it.
    private static func images(in folder: URL) throws -> [URL] {
        let places = try names(in: folder).map { folder.appendingPathComponent($0) }
        let files = places.filter { extensions.contains($0.pathExtension.lowercased()) && !isFolder($0) }
        // Links to folders are not followed: they may lead back here.
        let folders = places.filter { place in
            isFolder(place) && (try? FileManager.default.destinationOfSymbolicLink(atPath: place.path)) == nil
        }
        return files + (try folders.flatMap { try images(in: $0) })
    }
}
