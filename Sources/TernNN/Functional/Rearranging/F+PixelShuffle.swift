import TernCore

extension F {
    /// Channels spread over space: element (h, w) of channel c * r² + i * r + j goes to (h * r + i, w * r + j) of channel c.
    ///
    /// Shapes: […, C * r², H, W] -> […, C, H * r, W * r].
    ///
    /// - Parameter upscaleFactor: r.
    /// - Throws: `TensorError` for fewer than three dimensions, or channels that r² doesn't divide.
    /// - Source: `torch.nn.functional.pixel_shuffle`; W. Shi et al., CVPR 2016.
    public static func pixelShuffle(_ x: Tensor, _ upscaleFactor: Int) throws -> Tensor {
        let (channels, height, width) = try imageSize(x, upscaleFactor, "pixel_shuffle", "upscale_factor")
        let (area, overflow) = upscaleFactor.multipliedReportingOverflow(by: upscaleFactor)
        guard !overflow else {
            throw TensorError(
                .value, "pixel_shuffle",
                "upscale factor is too large, (upscale_factor)^2 overflowed: upscale_factor=\(upscaleFactor)")
        }
        guard channels.isMultiple(of: area) else {
            throw TensorError(
                "pixel_shuffle",
                "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)=\(channels) is not divisible by \(area)"
            )
        }
        return try spread(x, channels / area, height, width, upscaleFactor)
    }

    /// Space gathered into channels: the inverse of `pixelShuffle`.
    ///
    /// Shapes: […, C, H * r, W * r] -> […, C * r², H, W].
    ///
    /// - Parameter downscaleFactor: r.
    /// - Throws: `TensorError` for fewer than three dimensions, or a height or width that r doesn't divide.
    /// - Source: `torch.nn.functional.pixel_unshuffle`.
    public static func pixelUnshuffle(_ x: Tensor, _ downscaleFactor: Int) throws -> Tensor {
        let (channels, height, width) = try imageSize(x, downscaleFactor, "pixel_unshuffle", "downscale_factor")
        for (name, dim, size) in [("height", -2, height), ("width", -1, width)]
        where !size.isMultiple(of: downscaleFactor) {
            throw TensorError(
                "pixel_unshuffle",
                "pixel_unshuffle expects \(name) to be divisible by downscale_factor, but input.size(\(dim))=\(size) is not divisible by \(downscaleFactor)"
            )
        }
        return try gather(x, channels, height / downscaleFactor, width / downscaleFactor, downscaleFactor)
    }

    // Each of the two is the other's gradient.

    private static func spread(_ x: Tensor, _ c: Int, _ h: Int, _ w: Int, _ r: Int) throws -> Tensor {
        let parts = try x.detach().reshape(x.shape.dropLast(3) + [c, r, r, h, w])
        let (n, batch) = (x.ndim - 3, Array(0..<x.ndim - 3))
        let y = try parts.permute(batch + [n, n + 3, n + 1, n + 4, n + 2])
            .reshape(x.shape.dropLast(3) + [c, h * r, w * r])
        return y.recorded("PixelShuffleBackward0", x, saves: false) { try gather($0, c, h, w, r) }
    }

    private static func gather(_ x: Tensor, _ c: Int, _ h: Int, _ w: Int, _ r: Int) throws -> Tensor {
        let parts = try x.detach().reshape(x.shape.dropLast(3) + [c, h, r, w, r])
        let (n, batch) = (x.ndim - 3, Array(0..<x.ndim - 3))
        let y = try parts.permute(batch + [n, n + 2, n + 4, n + 1, n + 3])
            .reshape(x.shape.dropLast(3) + [c * r * r, h, w])
        return y.recorded("PixelUnshuffleBackward0", x, saves: false) { try spread($0, c, h, w, r) }
    }

    private static func imageSize(
        _ x: Tensor, _ factor: Int, _ operation: String, _ name: String
    ) throws -> (channels: Int, height: Int, width: Int) {
        try x.validate()
        guard x.ndim >= 3 else {
            throw TensorError(
                operation,
                "\(operation) expects input to have at least 3 dimensions, but got input with \(x.ndim) dimension(s)")
        }
        guard factor > 0 else {
            throw TensorError(operation, "\(operation) expects a positive \(name), but got \(factor)")
        }
        return (x.shape[x.ndim - 3], x.shape[x.ndim - 2], x.shape[x.ndim - 1])
    }
}
