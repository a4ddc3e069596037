import Foundation
import TernCore

/// PNG files (ISO/IEC 15948), read and written.
public enum PNG {
    /// The image in a file.
    ///
    /// Shapes: [C, H, W] of uint8, or of int32 with values up to 65535 where the file has 16 bits a channel. Palettes become
    /// colours, and transparency an alpha channel.
    ///
    /// - Parameters:
    ///   - file: its place.
    ///   - mode: which channels. Default those of the file.
    ///   - applyOrientation: whether the image is turned as its EXIF data says. Default false, as in PyTorch and PIL.
    ///   - limit: how many bytes the pixels may take. Default 1 GiB.
    /// - Throws: `TensorError` for a file that cannot be read, is damaged, or is larger than the limit.
    /// - Source: `torchvision.io.decode_png`.
    public static func load(
        _ file: URL, mode: ImageReadMode = .unchanged, applyOrientation: Bool = false, limit: Int = 1 << 30
    ) throws -> Tensor {
        try ImageFile.read(file, "PNG.load") {
            try decode($0, mode: mode, applyOrientation: applyOrientation, limit: limit)
        }
    }

    /// The image in a file's bytes; see `load`.
    ///
    /// - Throws: `TensorError` as `load`.
    public static func decode(
        _ bytes: [UInt8], mode: ImageReadMode = .unchanged, applyOrientation: Bool = false, limit: Int = 1 << 30
    ) throws -> Tensor {
        let decoder = try PNGDecoder(bytes, limit: limit)
        let image = try decoder.image().tensor(mode)
        return applyOrientation ? try decoder.orientation.apply(to: image) : image
    }

    /// Writes an image to a file.
    ///
    /// - Parameters:
    ///   - image: [C, H, W] of uint8 with 1 to 4 channels: grey, grey and alpha, colours, colours and alpha.
    ///   - file: its place; an existing file is replaced as a whole.
    /// - Throws: `TensorError` for another kind of tensor, or a file that cannot be written.
    /// - Source: `torchvision.io.write_png`.
    public static func save(_ image: Tensor, to file: URL) throws {
        let bytes = try encode(image)
        do {
            try Data(bytes).write(to: file, options: .atomic)
        } catch {
            throw TensorError(.file, "PNG.save", "cannot write \(file.path): \(error.localizedDescription)")
        }
    }

    /// An image as a file's bytes; see `save`.
    ///
    /// - Throws: `TensorError` for another kind of tensor.
    /// - Source: `torchvision.io.encode_png`.
    public static func encode(_ image: Tensor) throws -> [UInt8] { try PNGEncoder.encode(image) }

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func damaged(_ reason: String) -> TensorError {
        TensorError(.value, "PNG", reason, hint: "the file is damaged")
    }

    /// Paeth's predictor.
    static func predict(_ filter: UInt8, _ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8 {
        switch filter {
        case 1: return left
        case 2: return up
        case 3: return UInt8((Int(left) + Int(up)) / 2)
        case 4:
            let (a, b, c) = (Int(left), Int(up), Int(corner))
            let (toLeft, toUp, toCorner) = (abs(b - c), abs(a - c), abs(a + b - 2 * c))
            return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
        default: return 0
        }
    }
}
