import TernCore
import TernNN

extension Transforms {
    /// The middle of an image; a border of zeros where it is too small.
    ///
    /// - Source: `torchvision.transforms.v2.CenterCrop`.
    public struct CenterCrop: Transform {
        /// The extent, height first.
        public let size: Size

        /// A crop of that size: a number for a square, or `[height, width]`.
        public init(_ size: any SizeArgument) { self.size = size.size }

        /// The middle of the image.
        public func callAsFunction(_ image: Tensor) throws -> Tensor { try Transforms.centerCrop(image, size) }
    }

    /// A part of an image; zeros where it reaches over the border.
    ///
    /// - Source: `torchvision.transforms.v2.functional.crop`.
    public static func crop(_ image: Tensor, top: Int, left: Int, height: Int, width: Int) throws -> Tensor {
        let (_, h, w) = try size(of: image, "crop")
        let (right, bottom) = (left + width, top + height)
        guard left < 0 || top < 0 || right > w || bottom > h else {
            return try image.narrow(-2, start: top, length: height).narrow(-1, start: left, length: width)
        }
        let rows = try image.slice(dim: -2, from: max(top, 0), to: max(bottom, 0))
        let inner = try rows.slice(dim: -1, from: max(left, 0), to: max(right, 0))
        return try inner.pad([
            max(min(right, 0) - left, 0), max(right - max(w, left), 0), max(min(bottom, 0) - top, 0),
            max(bottom - max(h, top), 0),
        ])
    }

    /// The middle of an image; see `CenterCrop`.
    ///
    /// - Throws: `TensorError` for a size that is not one or two positive numbers.
    /// - Source: `torchvision.transforms.v2.functional.center_crop`.
    public static func centerCrop(_ image: Tensor, _ size: any SizeArgument) throws -> Tensor {
        var (_, h, w) = try self.size(of: image, "center_crop")
        let (height, width) = try pair(size.size, "center_crop")
        var image = image
        let (missingRows, missingColumns) = (max(height - h, 0), max(width - w, 0))
        if missingRows > 0 || missingColumns > 0 {
            image = try image.pad([
                missingColumns / 2, (missingColumns + 1) / 2, missingRows / 2, (missingRows + 1) / 2,
            ])
            (h, w) = (h + missingRows, w + missingColumns)
        }
        let (top, left) = (rounded(Double(h - height) / 2), rounded(Double(w - width) / 2))
        return try crop(image, top: top, left: left, height: height, width: width)
    }

    /// Height and width of a size that was given as one or two numbers.
    static func pair(_ size: Size, _ operation: String) throws -> (height: Int, width: Int) {
        guard let pair = size.values.count == 1 ? [size.values[0], size.values[0]] : size.expanded(to: 2),
            pair.allSatisfy({ $0 > 0 })
        else {
            throw TensorError(
                .value, operation, "Please provide only two dimensions (h, w) for size.",
                hint: "the size is \(size); both numbers must be positive")
        }
        return (pair[0], pair[1])
    }
}
