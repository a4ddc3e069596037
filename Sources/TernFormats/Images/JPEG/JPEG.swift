import Foundation
import TernCore

/// JPEG files (T.81), read: baseline, extended and progressive ones with Huffman codes and 8 bits.
///
/// The pixels are libjpeg-turbo's, bit for bit: its accurate inverse DCT, its smooth upsampling of colours, its conversions.
/// Where that library shows what it can of a damaged file, this one throws.
public enum JPEG {
    /// The image in a file.
    ///
    /// Shapes: [C, H, W] of uint8.
    ///
    /// - Parameters:
    ///   - file: its place.
    ///   - mode: `.gray`, `.rgb`, or those of the file: 1 grey, 3 colours, 4 inks as they are stored. Default `.unchanged`.
    ///   - applyOrientation: whether the image is turned as its EXIF data says. Default false, as in PyTorch and PIL.
    ///   - limit: how many bytes the pixels may take while they are decoded. Default 1 GiB.
    /// - Throws: `TensorError` for a file that cannot be read, is damaged, cut off, of another kind (arithmetic codes, 12 bits,
    ///   lossless), or larger than the limit.
    /// - Source: `torchvision.io.decode_jpeg`.
    public static func load(
        _ file: URL, mode: ImageReadMode = .unchanged, applyOrientation: Bool = false, limit: Int = 1 << 30
    ) throws -> Tensor {
        try ImageFile.read(file, "JPEG.load") {
            try decode($0, mode: mode, applyOrientation: applyOrientation, limit: limit)
        }
    }

    /// The image in a file's bytes; see `load`.
    ///
    /// - Throws: `TensorError` as `load`.
    public static func decode(
        _ bytes: [UInt8], mode: ImageReadMode = .unchanged, applyOrientation: Bool = false, limit: Int = 1 << 30
    ) throws -> Tensor {
        guard mode == .unchanged || mode == .gray || mode == .rgb else {
            throw TensorError(
                .runtime, "decode_jpeg", "The provided mode is not supported for JPEG files",
                hint: "they have no transparency: ask for .gray or .rgb")
        }
        return try bytes.withUnsafeBufferPointer { buffer in
            var decoder = JPEGDecoder(buffer, limit: limit)
            let frame = try decoder.frame()
            let colors = JPEGColorConversion(decoder.colorSpace(of: frame), mode)
            let image = try Tensor.uninitialized(
                [colors.channels, frame.height, frame.width], dtype: .uint8, on: try Device.cpu.backend("JPEG"), "JPEG")
            try colors.convert(frame, to: image.address.assumingMemoryBound(to: UInt8.self))
            return applyOrientation ? try decoder.orientation.apply(to: image) : image
        }
    }

    static let signature: [UInt8] = [0xFF, 0xD8]

    static func damaged(_ reason: String) -> TensorError {
        TensorError(.value, "JPEG", reason, hint: "the file is damaged")
    }

    static func unsupported(_ reason: String) -> TensorError {
        TensorError(.notImplemented, "JPEG", reason, hint: "save it as a baseline or progressive JPEG file of 8 bits")
    }

    static let truncated = TensorError(
        .value, "JPEG", "Image is incomplete or truncated", hint: "the file ends too early")
}
