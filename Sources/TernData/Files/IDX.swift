import Foundation
import TernCore
import TernFormats

/// IDX files: the format of MNIST and of the data sets made after it, plain or in gzip.
///
/// - Source: `torchvision.datasets.mnist.read_sn3_pascalvincent_tensor`.
public enum IDX {
    /// The tensor in a file.
    ///
    /// - Parameters:
    ///   - file: its place; gzip is recognised by its contents.
    ///   - limit: how many bytes a compressed file may hold. Default 2 GiB.
    /// - Throws: `TensorError` for a file that cannot be read, is damaged, or holds more or fewer elements than it says.
    public static func load(_ file: URL, limit: Int = 1 << 31) throws -> Tensor {
        try parse(try readFile(file, "IDX.load", limit: limit), name: file.lastPathComponent)
    }

    /// The tensor in a file's bytes.
    ///
    /// - Throws: `TensorError` as `load`.
    public static func parse(_ bytes: [UInt8], name: String? = nil) throws -> Tensor {
        func refuse(_ reason: String) -> TensorError {
            TensorError(.value, "IDX", "\(name.map { "\($0): " } ?? "")\(reason)", hint: "the file is not an IDX file")
        }
        guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, let dtype = types[bytes[2]] else {
            throw refuse("wrong magic number")
        }
        let rank = Int(bytes[3])
        let start = 4 + 4 * rank
        guard rank >= 1, bytes.count >= start else { throw refuse("the header ends too early") }
        let shape = (0..<rank).map { dim in
            bytes[4 + 4 * dim..<8 + 4 * dim].reduce(0) { $0 << 8 | Int($1) }
        }
        var size = dtype.itemSize
        for extent in shape {
            let (product, isTooMuch) = size.multipliedReportingOverflow(by: extent)
            guard !isTooMuch else { throw refuse("shape \(shape) is too large") }
            size = product
        }
        guard size == bytes.count - start else {
            throw refuse("shape \(shape) of \(dtype) takes \(size) bytes, but there are \(bytes.count - start)")
        }
        if dtype.itemSize == 1 { return try Tensor(bytes: bytes[start...], shape: shape, dtype: dtype) }
        return try Tensor(
            bytes: nativeOrder(bytes[start...], width: dtype.itemSize), shape: shape, dtype: dtype)
    }

    /// IDX numbers come highest byte first.
    private static func nativeOrder(_ bytes: ArraySlice<UInt8>, width: Int) -> [UInt8] {
        guard Int(littleEndian: 1) == 1 else { return Array(bytes) }
        let first = bytes.startIndex
        return bytes.indices.map { index in
            let place = (index - first) % width
            return bytes[index - place + width - 1 - place]
        }
    }

    private static let types: [UInt8: DType] = [
        0x08: .uint8, 0x09: .int8, 0x0B: .int16, 0x0C: .int32, 0x0D: .float32, 0x0E: .float64,
    ]
}

/// A file's bytes, unpacked if it is a gzip file.
func readFile(_ file: URL, _ operation: String, limit: Int) throws -> [UInt8] {
    let source = try FileSource(file.path, operation)
    let bytes = try source.bytes(0..<source.count)
    guard Gzip.isCompressed(bytes) else { return bytes }
    do {
        return try Gzip.decompress(bytes, limit: limit)
    } catch var error as TensorError {
        error.operation = operation
        error.message = "\(file.lastPathComponent): \(error.message)"
        throw error
    }
}
