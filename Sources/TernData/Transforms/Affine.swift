import TernCore

extension Transforms {
    /// An image turned, moved, scaled and sheared at random around its middle.
    ///
    /// - Source: `torchvision.transforms.v2.RandomAffine`.
    public struct RandomAffine: Transform {
        /// The range of the angle, in degrees.
        public let degrees: ClosedRange<Double>
        /// How far it is moved at most, as parts of width and height.
        public let translate: (x: Double, y: Double)?
        /// The range of the scale.
        public let scale: ClosedRange<Double>?
        /// The range of the horizontal shear, in degrees.
        public let shear: ClosedRange<Double>?
        /// The range of the vertical shear, in degrees.
        public let verticalShear: ClosedRange<Double>?
        /// How values between pixels are found.
        public let interpolation: Interpolation
        /// What stands where there is no image: a number, or one for each channel.
        public let fill: [Double]
        /// What stays in place, in pixels from the upper left corner. Default the middle.
        public let center: (x: Double, y: Double)?

        /// A random affine map.
        ///
        /// - Parameters:
        ///   - degrees: the range of the angle.
        ///   - translate: how far it is moved at most, as parts of width and height in 0…1. Default not at all.
        ///   - scale: the range of the scale. Default 1.
        ///   - shear: the range of the horizontal shear, in degrees. Default none.
        ///   - verticalShear: the range of the vertical shear, in degrees; only with a horizontal one. Default none.
        ///   - interpolation: `.nearest` or `.bilinear`. Default nearest.
        ///   - fill: what stands where there is no image. Default 0.
        ///   - center: what stays in place, in pixels from the upper left corner. Default the middle.
        /// - Throws: `TensorError` for a translation outside 0…1 or a scale that isn't positive.
        public init(
            degrees: ClosedRange<Double>, translate: (x: Double, y: Double)? = nil, scale: ClosedRange<Double>? = nil,
            shear: ClosedRange<Double>? = nil, verticalShear: ClosedRange<Double>? = nil,
            interpolation: Interpolation = .nearest, fill: [Double] = [0], center: (x: Double, y: Double)? = nil
        ) throws {
            if let translate, ![translate.x, translate.y].allSatisfy((0...1).contains) {
                throw TensorError(.value, "RandomAffine", "translation values should be between 0 and 1")
            }
            if let scale, scale.lowerBound <= 0 {
                throw TensorError(.value, "RandomAffine", "scale values should be positive")
            }
            self.degrees = degrees
            self.translate = translate
            self.scale = scale
            self.shear = shear
            self.verticalShear = verticalShear
            self.interpolation = interpolation
            self.fill = fill
            self.center = center
        }

        /// The image, mapped.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            let (_, h, w) = try Transforms.size(of: image, "RandomAffine")
            func draw(_ range: ClosedRange<Double>) throws -> Double {
                try Transforms.draw(range.lowerBound, range.upperBound)
            }
            let angle = try draw(degrees)
            var move = (x: 0.0, y: 0.0)
            if let translate {
                let (x, y) = (translate.x * Double(w), translate.y * Double(h))
                move.x = try draw(-x...x).rounded(.toNearestOrEven)
                move.y = try draw(-y...y).rounded(.toNearestOrEven)
            }
            let factor = try scale.map(draw) ?? 1
            let slant = (x: try shear.map(draw) ?? 0, y: shear == nil ? 0 : try verticalShear.map(draw) ?? 0)
            return try Transforms.affine(
                image, angle: angle, translate: move, scale: factor, shear: slant, interpolation: interpolation,
                fill: fill, center: center)
        }
    }

    /// An image turned clockwise, moved, scaled and sheared.
    ///
    /// - Parameters:
    ///   - image: [..., C, H, W].
    ///   - angle: in degrees.
    ///   - translate: in pixels. Default 0.
    ///   - scale: a factor. Default 1.
    ///   - shear: in degrees. Default 0.
    ///   - interpolation: `.nearest` or `.bilinear`. Default nearest.
    ///   - fill: what stands where there is no image: a number, or one for each channel. Default zeros without blending at
    ///     the border, which is not the same as `[0]`.
    ///   - center: what stays in place, in pixels from the upper left corner. Default the middle.
    /// - Throws: `TensorError` for bicubic interpolation, or another number of fill values than channels.
    /// - Source: `torchvision.transforms.v2.functional.affine`.
    public static func affine(
        _ image: Tensor, angle: Double, translate: (x: Double, y: Double) = (0, 0), scale: Double = 1,
        shear: (x: Double, y: Double) = (0, 0), interpolation: Interpolation = .nearest, fill: [Double]? = nil,
        center: (x: Double, y: Double)? = nil
    ) throws -> Tensor {
        let (_, h, w) = try size(of: image, "affine")
        let matrix = AffineMatrix(
            center: fromMiddle(center, w, h), angle: angle, translate: translate, scale: scale, shear: shear)
        return try transformed(image, matrix, width: w, height: h, interpolation, fill: fill)
    }

    static func fromMiddle(_ center: (x: Double, y: Double)?, _ w: Int, _ h: Int) -> (x: Double, y: Double) {
        center.map { ($0.x - Double(w) / 2, $0.y - Double(h) / 2) } ?? (0, 0)
    }
}
