import Foundation
import Tern

/// The image files that arguments name: a file is itself, a folder all images in it and in its folders, by name.
struct ImageArguments {
    /// The files' paths as they are shown.
    let paths: [String]

    /// - Throws: `TensorError` for a folder without images.
    init(_ arguments: [String]) throws {
        paths = try arguments.flatMap { argument -> [String] in
            guard ImageArguments.isFolder(argument) else { return [argument] }
            let names = FileManager.default.enumerator(atPath: argument)?.compactMap { $0 as? String } ?? []
            let images = names.filter { ["png", "jpg", "jpeg"].contains(($0 as NSString).pathExtension.lowercased()) }
            guard !images.isEmpty else {
                throw TensorError(.file, "predict", "there are no PNG or JPEG files in the folder \(argument)")
            }
            return images.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
                .map { (argument as NSString).appendingPathComponent($0) }
        }
    }

    /// The name of the folder that a file lies in: its class, where it is kept with others of its kind.
    static func folder(of path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().lastPathComponent
    }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
