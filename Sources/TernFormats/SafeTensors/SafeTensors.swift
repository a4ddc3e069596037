import Foundation
import TernCore

/// Files of named tensors: a JSON header, then the plain bytes. The format that most published weights come in.
///
/// ```swift
/// try SafeTensors.save(["weight": weight, "bias": bias], to: "layer.safetensors")
/// let file = try SafeTensors.load("layer.safetensors")
/// let weight = try file["weight"]
/// ```
///
/// Reading is as strict as the reference implementation: whatever a file contains, it is read right or refused with a
/// `TensorError` before memory is taken for it.
///
/// - Source: `safetensors` 0.8.
public enum SafeTensors {
    /// The first component of every error here.
    static let operation = "safetensors"

    /// Opens a file and reads its header. Each tensor is read when it is asked for.
    ///
    /// - Parameter path: a regular file, which should not be written to while it is in use.
    /// - Throws: `TensorError` when the file cannot be read, or is not a valid safetensors file.
    /// - Source: `safetensors.safe_open`.
    public static func load(_ path: String) throws -> SafeTensorsFile {
        try SafeTensorsFile(FileSource(path, operation))
    }

    /// Opens a file and reads its header. Each tensor is read when it is asked for.
    ///
    /// - Parameter url: the URL of a file.
    /// - Throws: `TensorError` when the file cannot be read, or is not a valid safetensors file.
    /// - Source: `safetensors.safe_open`.
    public static func load(_ url: URL) throws -> SafeTensorsFile { try load(path(of: url)) }

    /// Reads a file's content from memory.
    ///
    /// - Throws: `TensorError` when the content is not that of a valid safetensors file.
    /// - Source: `safetensors.torch.load`.
    public static func parse(_ data: Data) throws -> SafeTensorsFile { try SafeTensorsFile(MemorySource(data)) }

    static func path(of url: URL) throws -> String {
        guard url.isFileURL else {
            throw TensorError(.value, operation, "Not a file: \(url)", hint: "download it first")
        }
        return url.path
    }
}
