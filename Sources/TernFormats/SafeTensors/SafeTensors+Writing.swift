import Foundation
import TernCore

extension SafeTensors {
    /// Writes tensors to a file, which is replaced as a whole: a crash or a full disk leaves the old one.
    ///
    /// The bytes are those that the reference implementation writes. Views are written as the elements that they show, and
    /// tensors on another device are fetched.
    ///
    /// - Parameters:
    ///   - tensors: name and tensor, in any order.
    ///   - path: the file.
    ///   - metadata: text to keep in the file; `["format": "pt"]` is what some readers look for. Default none.
    /// - Throws: `TensorError` for a name that comes twice, a tensor that carries an error, or a failure to write.
    /// - Source: `safetensors.torch.save_file`.
    public static func save(
        _ tensors: [(String, Tensor)], to path: String, metadata: [String: String]? = nil
    ) throws {
        let layout = try Layout(tensors, metadata)
        try AtomicFile.write(path, operation) { file in
            try layout.write { try file.write($0) }
        }
    }

    /// Writes tensors to a file; see `save(_:to:metadata:)` with a path.
    ///
    /// - Throws: `TensorError` as there.
    /// - Source: `safetensors.torch.save_file`.
    public static func save(
        _ tensors: [(String, Tensor)], to url: URL, metadata: [String: String]? = nil
    ) throws {
        try save(tensors, to: path(of: url), metadata: metadata)
    }

    /// Writes tensors to a file; see `save(_:to:metadata:)` with an array.
    ///
    /// - Throws: `TensorError` as there.
    /// - Source: `safetensors.torch.save_file`.
    public static func save(_ tensors: [String: Tensor], to path: String, metadata: [String: String]? = nil) throws {
        try save(tensors.map { ($0.key, $0.value) }, to: path, metadata: metadata)
    }

    /// Writes tensors to a file; see `save(_:to:metadata:)` with an array and a path.
    ///
    /// - Throws: `TensorError` as there.
    /// - Source: `safetensors.torch.save_file`.
    public static func save(_ tensors: [String: Tensor], to url: URL, metadata: [String: String]? = nil) throws {
        try save(tensors, to: path(of: url), metadata: metadata)
    }

    /// What `save` would write to a file.
    ///
    /// - Throws: `TensorError` for a name that comes twice, or a tensor that carries an error.
    /// - Source: `safetensors.torch.save`.
    public static func serialize(_ tensors: [(String, Tensor)], metadata: [String: String]? = nil) throws -> Data {
        let layout = try Layout(tensors, metadata)
        var data = Data(capacity: layout.byteCount)
        try layout.write { data.append(contentsOf: $0) }
        return data
    }

    /// What `save` would write to a file.
    ///
    /// - Throws: `TensorError` if a tensor carries an error.
    /// - Source: `safetensors.torch.save`.
    public static func serialize(_ tensors: [String: Tensor], metadata: [String: String]? = nil) throws -> Data {
        try serialize(tensors.map { ($0.key, $0.value) }, metadata: metadata)
    }
}
