import Foundation
import TernCore

/// Image files of any kind that Tern reads: PNG and JPEG. What a file is, its first bytes say, not its name.
public enum ImageFile {
    /// The image in a file; see `PNG.load` and `JPEG.load`.
    ///
    /// Shapes: [C, H, W] of uint8, or of int32 where a PNG file has 16 bits a channel.
    ///
    /// - Parameters:
    ///   - file: its place.
    ///   - mode: which channels. Default those of the file.
    ///   - applyOrientation: whether the image is turned as its EXIF data says. Default false, as in PyTorch and PIL.
    ///   - limit: how many bytes the pixels may take. Default 1 GiB.
    /// - Throws: `TensorError` for a file that cannot be read, is of another kind, is damaged, or is larger than the limit.
    /// - Source: `torchvision.io.decode_image`.
    public static func load(
        _ file: URL, mode: ImageReadMode = .unchanged, applyOrientation: Bool = false, limit: Int = 1 << 30
    ) throws -> Tensor {
        try read(file, "ImageFile.load") {
            try decode($0, mode: mode, applyOrientation: applyOrientation, limit: limit)
        }
    }

    /// The image in a file's bytes; see `load`.
    ///
    /// - Throws: `TensorError` as `load`.
    public static func decode(
        _ bytes: [UInt8], mode: ImageReadMode = .unchanged, applyOrientation: Bool = false, limit: Int = 1 << 30
    ) throws -> Tensor {
        if bytes.starts(with: PNG.signature) {
            return try PNG.decode(bytes, mode: mode, applyOrientation: applyOrientation, limit: limit)
        }
        guard bytes.starts(with: JPEG.signature) else {
            throw TensorError(
                .runtime, "decode_image", "Unsupported image file. Only jpeg and png are currently supported.",
                hint: bytes.isEmpty ? "the file is empty" : nil)
        }
        return try JPEG.decode(bytes, mode: mode, applyOrientation: applyOrientation, limit: limit)
    }

    /// Decodes a file's bytes; its name is added to errors.
    static func read(_ file: URL, _ operation: String, _ decode: ([UInt8]) throws -> Tensor) throws -> Tensor {
        let source = try FileSource(file.path, operation)
        do {
            return try decode(try source.bytes(0..<source.count))
        } catch var error as TensorError {
            error.message = "\(file.lastPathComponent): \(error.message)"
            throw error
        }
    }
}
