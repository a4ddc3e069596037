import TernCore

extension Transforms {
    /// What stands in a border that is added to an image.
    public enum PaddingMode: String, Sendable, CaseIterable {
        /// A number.
        case constant
        /// The outermost pixel.
        case edge
        /// The image mirrored at its outermost pixel, which is not repeated.
        case reflect
        /// The image mirrored at its edge.
        case symmetric
    }

    /// An image with a border.
    ///
    /// - Parameters:
    ///   - image: [..., C, H, W].
    ///   - padding: widths as `[all]`, `[left and right, top and bottom]` or `[left, top, right, bottom]`.
    ///   - fill: what stands in a constant border. Default 0.
    ///   - mode: what stands in the border. Default `.constant`.
    /// - Throws: `TensorError` for another number of widths, or a border that is wider than its mode allows.
    /// - Source: `torchvision.transforms.v2.functional.pad`.
    public static func pad(
        _ image: Tensor, _ padding: [Int], fill: Double = 0, mode: PaddingMode = .constant
    ) throws -> Tensor {
        let (_, h, w) = try size(of: image, "pad")
        let (left, top, right, bottom) = try borders(padding)
        if mode == .constant {
            return try image.pad([left, right, top, bottom], value: image.dtype.isFloatingPoint ? fill : Int(fill))
        }
        func positions(_ before: Int, _ after: Int, _ extent: Int) throws -> Tensor {
            // Each mode allows borders up to the pixels that it can repeat.
            let widest = mode == .edge ? Int.max : mode == .reflect ? extent - 1 : extent
            guard extent > 0, before <= widest, after <= widest, before >= 0, after >= 0 else {
                throw TensorError(
                    "pad",
                    "Padding size should be less than the corresponding input dimension, but got: padding (\(before), \(after)) for an extent of \(extent)"
                )
            }
            return Tensor((-before..<extent + after).map { source($0, extent, mode) }, dtype: .int64)
        }
        return try image.indexSelect(-2, positions(top, bottom, h)).indexSelect(-1, positions(left, right, w))
    }

    /// Which pixel stands at a position in or beside a row.
    private static func source(_ position: Int, _ extent: Int, _ mode: PaddingMode) -> Int {
        if position >= 0, position < extent { return position }
        switch mode {
        case .constant, .edge: return position < 0 ? 0 : extent - 1
        case .reflect: return position < 0 ? -position : 2 * (extent - 1) - position
        case .symmetric: return position < 0 ? -position - 1 : 2 * extent - 1 - position
        }
    }

    /// Widths in torchvision's three forms.
    static func borders(_ padding: [Int]) throws -> (left: Int, top: Int, right: Int, bottom: Int) {
        switch padding.count {
        case 1: (padding[0], padding[0], padding[0], padding[0])
        case 2: (padding[0], padding[1], padding[0], padding[1])
        case 4: (padding[0], padding[1], padding[2], padding[3])
        default:
            throw TensorError(
                .value, "pad",
                "Padding must be an int or a 1, 2, or 4 element tuple or list. Found \(padding.count)")
        }
    }
}
