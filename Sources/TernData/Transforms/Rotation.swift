import Foundation
import TernCore

extension Transforms {
    /// An image turned at random around its middle.
    ///
    /// - Source: `torchvision.transforms.v2.RandomRotation`.
    public struct RandomRotation: Transform {
        /// The range of the angle, in degrees.
        public let degrees: ClosedRange<Double>
        /// How values between pixels are found.
        public let interpolation: Interpolation
        /// Whether the result is as large as the turned image.
        public let expand: Bool
        /// What stays in place, in pixels from the upper left corner. Default the middle.
        public let center: (x: Double, y: Double)?
        /// What stands where there is no image: a number, or one for each channel.
        public let fill: [Double]

        /// A random rotation.
        ///
        /// - Parameters:
        ///   - degrees: the range of the angle, anticlockwise.
        ///   - interpolation: `.nearest` or `.bilinear`. Default nearest.
        ///   - expand: whether the result is as large as the turned image. Default false.
        ///   - center: what stays in place, in pixels from the upper left corner. Default the middle.
        ///   - fill: what stands where there is no image. Default 0.
        public init(
            degrees: ClosedRange<Double>, interpolation: Interpolation = .nearest, expand: Bool = false,
            center: (x: Double, y: Double)? = nil, fill: [Double] = [0]
        ) {
            self.degrees = degrees
            self.interpolation = interpolation
            self.expand = expand
            self.center = center
            self.fill = fill
        }

        /// The image, turned.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            let angle = try Transforms.draw(degrees.lowerBound, degrees.upperBound)
            return try Transforms.rotate(
                image, angle: angle, interpolation: interpolation, expand: expand, center: center, fill: fill)
        }
    }

    /// An image turned anticlockwise.
    ///
    /// - Parameters:
    ///   - image: [..., C, H, W].
    ///   - angle: in degrees.
    ///   - interpolation: `.nearest` or `.bilinear`. Default nearest.
    ///   - expand: whether the result is as large as the turned image. Default false.
    ///   - center: what stays in place, in pixels from the upper left corner. Default the middle.
    ///   - fill: what stands where there is no image, as in `affine`.
    /// - Throws: `TensorError` as `affine`.
    /// - Source: `torchvision.transforms.v2.functional.rotate`.
    public static func rotate(
        _ image: Tensor, angle: Double, interpolation: Interpolation = .nearest, expand: Bool = false,
        center: (x: Double, y: Double)? = nil, fill: [Double]? = nil
    ) throws -> Tensor {
        let (_, h, w) = try size(of: image, "rotate")
        let turn = angle - 360 * (angle / 360).rounded(.down)
        if center == nil {
            let quarters: [Double: Int] = expand || h == w ? [0: 0, 90: 1, 180: 2, 270: 3] : [0: 0, 180: 2]
            if let quarter = quarters[turn] { return try image.rot90(quarter, dims: [-2, -1]) }
        }
        let matrix = AffineMatrix(center: fromMiddle(center, w, h), angle: -turn)
        let extent = expand ? matrix.extent(around: w, h) : (width: w, height: h)
        return try transformed(image, matrix, width: extent.width, height: extent.height, interpolation, fill: fill)
    }
}
