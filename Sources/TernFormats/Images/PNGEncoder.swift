import TernCore

/// Writes one PNG file: rows filtered by the usual rule of thumb, then deflate with the fixed codes.
enum PNGEncoder {
    static func encode(_ image: Tensor) throws -> [UInt8] {
        try image.validate()
        guard image.dtype == .uint8 else {
            throw TensorError(
                .type, "encode_png", "Input tensor dtype should be uint8",
                hint: "Transforms.toDtype(image, .uint8, scale: true) makes it")
        }
        guard image.ndim == 3 else {
            throw TensorError(
                .value, "encode_png", "Input data should be a 3-dimensional tensor", shapes: ["input": image.shape])
        }
        let (channels, height, width) = (image.shape[0], image.shape[1], image.shape[2])
        guard (1...4).contains(channels), height > 0, width > 0, height < 1 << 31, width < 1 << 31 else {
            throw TensorError(
                .value, "encode_png", "The number of channels should be 1 to 4, and there should be pixels",
                shapes: ["input": image.shape])
        }
        let bytes = try image.permute(1, 2, 0).array(of: UInt8.self)
        var file = PNG.signature
        let kind: UInt8 = [0, 4, 2, 6][channels - 1]
        append("IHDR", number(width) + number(height) + [8, kind, 0, 0, 0], to: &file)
        append("IDAT", Deflate.zlib(filtered(bytes, rowSize: width * channels, step: channels)), to: &file)
        append("IEND", [], to: &file)
        return file
    }

    private static func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func append(_ name: String, _ body: [UInt8], to file: inout [UInt8]) {
        let named = Array(name.utf8) + body
        let sum = named.withUnsafeBufferPointer { Checksum.crc32($0) }
        file += number(body.count) + named + number(Int(sum))
    }

    /// Each row with the filter that leaves the smallest numbers.
    private static func filtered(_ bytes: [UInt8], rowSize: Int, step: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count / rowSize * (rowSize + 1))
        for start in stride(from: 0, to: bytes.count, by: rowSize) {
            let candidates = (UInt8(0)...4).map { filter in
                (0..<rowSize).map { column -> UInt8 in
                    let left = column >= step ? bytes[start + column - step] : 0
                    let up = start > 0 ? bytes[start + column - rowSize] : 0
                    let corner = column >= step && start > 0 ? bytes[start + column - rowSize - step] : 0
                    return bytes[start + column] &- PNG.predict(filter, left, up, corner)
                }
            }
            let sizes = candidates.map { row in row.reduce(0) { $0 + abs(Int(Int8(bitPattern: $1))) } }
            let best = sizes.indices.min { sizes[$0] < sizes[$1] } ?? 0
            result.append(UInt8(best))
            result += candidates[best]
        }
        return result
    }
}
