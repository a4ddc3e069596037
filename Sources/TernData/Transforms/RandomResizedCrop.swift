import Foundation
import TernCore
import TernNN

extension Transforms {
    /// A part of an image of random area and shape, resized.
    ///
    /// - Source: `torchvision.transforms.v2.RandomResizedCrop`.
    public struct RandomResizedCrop: Transform {
        /// The extent of the result, height first.
        public let size: Size
        /// Which part of the area is kept.
        public let scale: ClosedRange<Double>
        /// Width divided by height.
        public let ratio: ClosedRange<Double>
        /// How values between pixels are found.
        public let interpolation: Interpolation
        /// Whether all pixels count when an image is made smaller.
        public let antialias: Bool

        /// A random part, resized.
        ///
        /// - Parameters:
        ///   - size: of the result: a number for a square, or `[height, width]`.
        ///   - scale: which part of the area is kept. Default 0.08…1.
        ///   - ratio: width divided by height. Default 3/4…4/3.
        ///   - interpolation: how values between pixels are found. Default bilinear.
        ///   - antialias: whether all pixels count when an image is made smaller. Default true.
        public init(
            _ size: any SizeArgument, scale: ClosedRange<Double> = 0.08...1,
            ratio: ClosedRange<Double> = 3.0 / 4...4.0 / 3,
            interpolation: Interpolation = .bilinear, antialias: Bool = true
        ) {
            self.size = size.size
            self.scale = scale
            self.ratio = ratio
            self.interpolation = interpolation
            self.antialias = antialias
        }

        /// A part of the image, resized.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            let (_, height, width) = try Transforms.size(of: image, "RandomResizedCrop")
            let (newHeight, newWidth) = try Transforms.pair(size, "RandomResizedCrop")
            let part = try drawn(height, width) ?? centered(height, width)
            let crop = try Transforms.crop(
                image, top: part.top, left: part.left, height: part.height, width: part.width)
            return try Transforms.resize(
                crop, [newHeight, newWidth], interpolation: interpolation, antialias: antialias)
        }

        private typealias Part = (top: Int, left: Int, height: Int, width: Int)

        /// One of ten attempts that fits into the image.
        private func drawn(_ height: Int, _ width: Int) throws -> Part? {
            for _ in 0..<10 {
                let shape = try RandomShape.draw(area: height * width, scale: scale, ratio: ratio)
                let w = Transforms.rounded((shape.area * shape.ratio).squareRoot())
                let h = Transforms.rounded((shape.area / shape.ratio).squareRoot())
                guard w > 0, w <= width, h > 0, h <= height else { continue }
                let top = try Transforms.draw(below: height - h + 1)
                return (top, try Transforms.draw(below: width - w + 1), h, w)
            }
            return nil
        }

        private func centered(_ height: Int, _ width: Int) -> Part {
            let own = Double(width) / Double(height)
            var (h, w) = (height, width)
            if own < ratio.lowerBound {
                h = Transforms.rounded(Double(w) / ratio.lowerBound)
            } else if own > ratio.upperBound {
                w = Transforms.rounded(Double(h) * ratio.upperBound)
            }
            return ((height - h) / 2, (width - w) / 2, h, w)
        }
    }

    /// Area and proportions, as two transforms draw them: the proportions evenly on a logarithmic scale.
    enum RandomShape {
        static func draw(
            area: Int, scale: ClosedRange<Double>, ratio: ClosedRange<Double>
        ) throws -> (area: Double, ratio: Double) {
            let area = Double(area) * (try Transforms.draw(scale.lowerBound, scale.upperBound))
            let logs = try Tensor([ratio.lowerBound, ratio.upperBound]).log().array(of: Double.self)
            let exponent = Tensor.uniform([1], low: logs[0], high: logs[1])
            return (area, try exponent.exp().item())
        }
    }
}
