import TernCore

extension Transforms {
    /// Another element type, with values scaled from the one type's range to the other's if asked for.
    ///
    /// `ToDtype(.float32, scale: true)` is what torchvision's `ToTensor` does to pixels: uint8 0…255 becomes 0…1.
    ///
    /// - Source: `torchvision.transforms.v2.ToDtype`.
    public struct ToDtype: Transform {
        /// The new type.
        public let dtype: DType
        /// Whether values are scaled.
        public let scale: Bool

        /// A conversion.
        ///
        /// - Parameters:
        ///   - dtype: the new type.
        ///   - scale: whether the old type's range becomes the new one's: 0…1 for floating-point types, up to the greatest
        ///     number for integers. Default false.
        public init(_ dtype: DType, scale: Bool = false) {
            self.dtype = dtype
            self.scale = scale
        }

        /// The converted image.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            try Transforms.toDtype(image, dtype, scale: scale)
        }
    }

    /// Another element type; see `ToDtype`.
    ///
    /// - Throws: `TensorError` for a scaling that would lose digits.
    /// - Source: `torchvision.transforms.v2.functional.to_dtype`.
    public static func toDtype(_ image: Tensor, _ dtype: DType = .float32, scale: Bool = false) throws -> Tensor {
        try image.validate()
        let source = image.dtype
        if source == dtype || !scale { return try image.to(dtype) }
        switch (source.isFloatingPoint, dtype.isFloatingPoint) {
        case (true, true): return try image.to(dtype)
        case (true, false):
            let isUnsafe =
                source == .float32 && (dtype == .int32 || dtype == .int64) || source == .float64 && dtype == .int64
            guard !isUnsafe else {
                throw TensorError(
                    "to_dtype", "The conversion from torch.\(source) to torch.\(dtype) cannot be performed safely.")
            }
            // Not the greatest number itself: only 1.0 exactly would be it, as fractions are cut.
            return try (image * (try greatest(dtype) + 1 - 1e-3)).to(dtype)
        case (false, true): return try image.to(dtype) * (1 / greatest(source))
        case (false, false):
            let shift = try valueBits(source) - valueBits(dtype)
            // The wider of the two types does the shifting.
            if shift > 0 { return try image.floorDivide(1 << shift).to(dtype) }
            return try image.to(dtype) * (1 << -shift)
        }
    }

    /// The greatest value of a pixel: 1 for floating-point types.
    static func greatest(_ dtype: DType) throws -> Double {
        if dtype.isFloatingPoint || dtype == .bool { return 1 }
        return Double(UInt64(1) << UInt64(try valueBits(dtype)) - 1)
    }

    private static func valueBits(_ dtype: DType) throws -> Int {
        switch dtype {
        case .uint8: 8
        case .int8: 7
        case .int16: 15
        case .int32: 31
        case .int64: 63
        default:
            throw TensorError(
                .type, "to_dtype", "Number of value bits is only defined for integer dtypes, but got torch.\(dtype).")
        }
    }
}
