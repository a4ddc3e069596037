import TernCore
import TernNN

extension Transforms {
    /// A part of an image at a random place.
    ///
    /// - Source: `torchvision.transforms.v2.RandomCrop`.
    public struct RandomCrop: Transform {
        /// The extent, height first.
        public let size: Size
        /// A border that is added first, in torchvision's forms; empty for none.
        public let padding: [Int]
        /// Whether an image that is too small gets a border.
        public let padIfNeeded: Bool
        /// What stands in a constant border.
        public let fill: Double
        /// What stands in the border.
        public let paddingMode: PaddingMode

        /// A crop at a random place.
        ///
        /// - Parameters:
        ///   - size: a number for a square, or `[height, width]`.
        ///   - padding: a border that is added first: a number, `[left and right, top and bottom]` or `[left, top, right,
        ///     bottom]`. Default none.
        ///   - padIfNeeded: whether an image that is too small gets a border. Default false.
        ///   - fill: what stands in a constant border. Default 0.
        ///   - paddingMode: what stands in the border. Default `.constant`.
        public init(
            _ size: any SizeArgument, padding: (any SizeArgument)? = nil, padIfNeeded: Bool = false, fill: Double = 0,
            paddingMode: PaddingMode = .constant
        ) {
            self.size = size.size
            self.padding = padding?.size.values ?? []
            self.padIfNeeded = padIfNeeded
            self.fill = fill
            self.paddingMode = paddingMode
        }

        /// A part of the image.
        ///
        /// - Throws: `TensorError` for an image that is too small.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            let (_, h, w) = try Transforms.size(of: image, "RandomCrop")
            let (height, width) = try Transforms.pair(size, "RandomCrop")
            var (left, top, right, bottom) = padding.isEmpty ? (0, 0, 0, 0) : try Transforms.borders(padding)
            if padIfNeeded {
                let rows = max(height - (h + top + bottom), 0)
                let columns = max(width - (w + left + right), 0)
                (top, bottom, left, right) = (top + rows, bottom + rows, left + columns, right + columns)
            }
            let (paddedHeight, paddedWidth) = (h + top + bottom, w + left + right)
            guard paddedHeight >= height, paddedWidth >= width else {
                throw TensorError(
                    .value, "RandomCrop",
                    "Required crop size (\(height), \(width)) is larger than \(padding.isEmpty ? "" : "padded ")input image size (\(paddedHeight), \(paddedWidth))."
                )
            }
            let y = paddedHeight > height ? try Transforms.draw(below: paddedHeight - height + 1) : 0
            let x = paddedWidth > width ? try Transforms.draw(below: paddedWidth - width + 1) : 0
            let borders = [left, top, right, bottom]
            let padded =
                borders.contains { $0 != 0 }
                ? try Transforms.pad(image, borders, fill: fill, mode: paddingMode) : image
            return try Transforms.crop(padded, top: y, left: x, height: height, width: width)
        }
    }
}
