import TernCore
import TernNN

extension Transforms {
    /// An image of another size.
    ///
    /// - Source: `torchvision.transforms.v2.Resize`.
    public struct Resize: Transform {
        /// The new extent: `[height, width]`, or one number for the shorter side.
        public let size: Size
        /// How values between pixels are found.
        public let interpolation: Interpolation
        /// A bound for the longer side, where the size is that of the shorter one.
        public let maxSize: Int?
        /// Whether all pixels count when an image is made smaller.
        public let antialias: Bool

        /// A change of size.
        ///
        /// - Parameters:
        ///   - size: `[height, width]`, or one number for the shorter side: the other one follows.
        ///   - interpolation: how values between pixels are found. Default bilinear.
        ///   - maxSize: a bound for the longer side. Default none.
        ///   - antialias: whether all pixels count when an image is made smaller; of no effect for `.nearest`. Default true.
        public init(
            _ size: any SizeArgument, interpolation: Interpolation = .bilinear, maxSize: Int? = nil,
            antialias: Bool = true
        ) {
            self.size = size.size
            self.interpolation = interpolation
            self.maxSize = maxSize
            self.antialias = antialias
        }

        /// The image with its new size.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            try Transforms.resize(image, size, interpolation: interpolation, maxSize: maxSize, antialias: antialias)
        }
    }

    /// An image of another size; see `Resize`.
    ///
    /// Floating-point images are resized by two matrix products, and gradients pass. uint8 images are computed in integers
    /// as in torch, to the last bit; other integers as float32 and rounded.
    ///
    /// - Throws: `TensorError` for a size that is not one or two positive numbers.
    /// - Source: `torchvision.transforms.v2.functional.resize`.
    public static func resize(
        _ image: Tensor, _ size: any SizeArgument, interpolation: Interpolation = .bilinear, maxSize: Int? = nil,
        antialias: Bool = true
    ) throws -> Tensor {
        let (_, h, w) = try self.size(of: image, "resize")
        let (height, width) = try resizedExtent(h, w, size.size, maxSize)
        if (height, width) == (h, w) { return image }
        guard h > 0, w > 0 else {
            throw TensorError(
                "resize",
                "Input and output sizes should be greater than 0, but got input (H: \(h), W: \(w)) output (H: \(height), W: \(width))"
            )
        }
        if interpolation == .nearest {
            return try image.indexSelect(-2, nearest(h, height)).indexSelect(-1, nearest(w, width))
        }
        let rows = ResizeWeights(from: h, to: height, interpolation, antialias: antialias)
        let columns = ResizeWeights(from: w, to: width, interpolation, antialias: antialias)
        if image.dtype == .uint8 { return try resizeBytes(image, rows, columns) }
        let exact = image.dtype == .float64 || image.dtype == .float32 ? image : try image.to(.float32)
        let across = w == width ? exact : try exact.matmul(columns.matrix(exact.dtype).t())
        let resized = h == height ? across : try rows.matrix(exact.dtype).matmul(across)
        return try (image.dtype.isFloatingPoint ? resized : resized.round()).to(image.dtype)
    }

    /// Which pixels `.nearest` takes. In float32, as torch has it: other types would choose other pixels.
    private static func nearest(_ old: Int, _ new: Int) -> Tensor {
        let scale = Float(old) / Float(new)
        return Tensor((0..<new).map { min(Int(Float($0) * scale), old - 1) }, dtype: .int64)
    }

    private static func resizedExtent(
        _ h: Int, _ w: Int, _ size: Size, _ maxSize: Int?
    ) throws -> (height: Int, width: Int) {
        func refuse(_ message: String) -> TensorError { TensorError(.value, "resize", message) }
        guard size.values.count == 1 else {
            let pair = try pair(size, "resize")
            guard maxSize == nil else {
                throw refuse(
                    "max_size should only be passed if size is None or specifies the length of the smaller edge, i.e. size should be an int or a sequence of length 1 in torchscript mode."
                )
            }
            return pair
        }
        guard h > 0, w > 0, size.values[0] > 0 else {
            throw refuse("cannot resize an image of \(h) x \(w) to \(size)")
        }
        let (short, long) = (min(h, w), max(h, w))
        var newShort = size.values[0]
        var newLong = Int(Double(newShort * long) / Double(short))
        if let maxSize {
            guard maxSize > newShort else {
                throw refuse(
                    "max_size = \(maxSize) must be strictly greater than the requested size for the smaller edge size = [\(newShort)]"
                )
            }
            if newLong > maxSize { (newShort, newLong) = (Int(Double(maxSize * newShort) / Double(newLong)), maxSize) }
        }
        return w <= h ? (newLong, newShort) : (newShort, newLong)
    }
}
