import Foundation
import TernCore

/// The tensors of a safetensors file: what is in it is known, and each tensor is read when it is asked for.
///
/// - Source: `safetensors.safe_open`.
public struct SafeTensorsFile: Sendable {
    /// What the file says about one tensor.
    public struct Entry: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// The file format's name for its element type: `F32`.
        public let typeName: String
        /// Its element type; nil for one that Tern doesn't have. Such a tensor cannot be read.
        public let dtype: DType?
        /// Its extents.
        public let shape: [Int]
        /// Where its bytes lie in the file.
        let range: Range<Int>
    }

    /// All tensors, in the order in which they lie in the file.
    public let entries: [Entry]
    /// Free text about the file, by key.
    public let metadata: [String: String]

    private let source: any ByteSource
    /// By the names' bytes: Swift's strings count different spellings of one letter as equal.
    private let positions: [[UInt8]: Int]

    init(_ source: any ByteSource) throws {
        let header = try SafeTensorsHeader(source)
        self.source = source
        entries = header.entries
        metadata = header.metadata
        positions = Dictionary(
            uniqueKeysWithValues: header.entries.enumerated().map { (Array($1.name.utf8), $0) })
    }

    /// The names of all tensors, in the order in which they lie in the file.
    public var names: [String] { entries.map(\.name) }

    /// Reads one tensor.
    ///
    /// - Throws: `TensorError` if there is none of that name, its type is unknown to Tern, or the file cannot be read.
    public subscript(name: String) -> Tensor {
        get throws { try tensor(name) }
    }

    /// Reads one tensor.
    ///
    /// - Parameters:
    ///   - name: which one.
    ///   - device: where to put it. Default the processor.
    /// - Throws: `TensorError` if there is none of that name, its type is unknown to Tern, or the file cannot be read.
    /// - Source: `safetensors.safe_open.get_tensor`.
    public func tensor(_ name: String, device: Device = .cpu) throws -> Tensor {
        guard let position = positions[Array(name.utf8)] else {
            let some = names.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
            throw failure(
                .value, "File does not contain tensor \(name)",
                hint: names.isEmpty ? "it contains none" : "it contains \(some)\(names.count > 5 ? ", …" : "")")
        }
        return try read(entries[position], to: device)
    }

    /// Reads all tensors, in the order in which they lie in the file.
    ///
    /// - Parameter device: where to put them. Default the processor.
    /// - Throws: `TensorError` if a type is unknown to Tern, or the file cannot be read.
    /// - Source: `safetensors.torch.load_file`.
    public func tensors(device: Device = .cpu) throws -> [(String, Tensor)] {
        try entries.map { ($0.name, try read($0, to: device)) }
    }

    private func read(_ entry: Entry, to device: Device) throws -> Tensor {
        guard let dtype = entry.dtype else {
            throw failure(
                .type, "tensor `\(entry.name)` has the type \(entry.typeName), which Tern doesn't have",
                hint: "convert it in PyTorch before saving")
        }
        // The file may hold any byte, but a bool is 0 or 1.
        let stored = dtype == .bool ? DType.uint8 : dtype
        let tensor = try Tensor.uninitialized(
            entry.shape, dtype: stored, on: Device.cpu.backend(SafeTensors.operation), SafeTensors.operation)
        if !entry.range.isEmpty { try source.read(entry.range, into: tensor.storage.pointer) }
        return try tensor.to(dtype).to(device: device)
    }

    private func failure(_ kind: TensorError.Kind, _ message: String, hint: String) -> TensorError {
        let place = source.name.map { "\($0): " } ?? ""
        return TensorError(kind, SafeTensors.operation, place + message, hint: hint)
    }
}
