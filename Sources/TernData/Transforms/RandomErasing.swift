import Foundation
import TernCore

extension Transforms {
    /// A rectangle of random area, shape and place overwritten, with probability p.
    ///
    /// - Source: `torchvision.transforms.v2.RandomErasing`.
    public struct RandomErasing: Transform {
        /// What is written over the rectangle.
        public enum Value: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
            /// A number for each channel, or one for all.
            case constant([Double])
            /// Normal numbers, one for each element.
            case random

            /// One number for all channels.
            public init(floatLiteral value: Double) { self = .constant([value]) }
            /// One number for all channels.
            public init(integerLiteral value: Int) { self = .constant([Double(value)]) }
            /// A number for each channel.
            public init(arrayLiteral elements: Double...) { self = .constant(elements) }
        }

        /// How probable it is that something is erased.
        public let p: Double
        /// Which part of the area is erased.
        public let scale: ClosedRange<Double>
        /// Height divided by width.
        public let ratio: ClosedRange<Double>
        /// What is written.
        public let value: Value

        /// An eraser.
        ///
        /// - Parameters:
        ///   - p: how probable it is that something is erased. Default 0.5.
        ///   - scale: which part of the area is erased. Default 0.02…0.33.
        ///   - ratio: height divided by width. Default 0.3…3.3.
        ///   - value: what is written: a number, a number for each channel, or `.random`. Default 0.
        /// - Throws: `TensorError` for a `p` that is no probability, or a scale outside 0…1.
        public init(
            p: Double = 0.5, scale: ClosedRange<Double> = 0.02...0.33, ratio: ClosedRange<Double> = 0.3...3.3,
            value: Value = 0
        ) throws {
            try Transforms.checkProbability(p, "RandomErasing")
            guard scale.lowerBound >= 0, scale.upperBound <= 1 else {
                throw TensorError(.value, "RandomErasing", "Scale should be between 0 and 1")
            }
            self.p = p
            self.scale = scale
            self.ratio = ratio
            self.value = value
        }

        /// The image, with a part erased or not.
        ///
        /// - Throws: `TensorError` for another number of values than channels.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            let (channels, height, width) = try Transforms.size(of: image, "RandomErasing")
            guard try Transforms.happens(p) else { return image }
            if case .constant(let values) = value, values.count != 1, values.count != channels {
                throw TensorError(
                    .value, "RandomErasing",
                    "If value is a sequence, it should have either a single value or \(channels) (number of inpt channels)"
                )
            }
            for _ in 0..<10 {
                let shape = try RandomShape.draw(area: height * width, scale: scale, ratio: ratio)
                let h = Transforms.rounded((shape.area * shape.ratio).squareRoot())
                let w = Transforms.rounded((shape.area / shape.ratio).squareRoot())
                guard h < height, w < width else { continue }
                let patch: Tensor =
                    switch value {
                    case .constant(let values): try Tensor(values).reshape([values.count, 1, 1])
                    case .random: .randn([channels, h, w])
                    }
                let top = try Transforms.draw(below: height - h + 1)
                let left = try Transforms.draw(below: width - w + 1)
                return try Transforms.erase(image, top: top, left: left, height: h, width: w, value: patch)
            }
            return image
        }
    }

    /// An image with a rectangle overwritten by `value`, which broadcasts to it.
    ///
    /// - Source: `torchvision.transforms.v2.functional.erase`.
    public static func erase(
        _ image: Tensor, top: Int, left: Int, height: Int, width: Int, value: Tensor
    ) throws -> Tensor {
        var result = image
        try result.setIndex(.ellipsis, top..<top + height, left..<left + width, to: value.to(image.dtype))
        return result
    }
}
