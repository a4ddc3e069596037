import TernCore

extension Transforms {
    /// Left and right exchanged, with probability p.
    ///
    /// - Source: `torchvision.transforms.v2.RandomHorizontalFlip`.
    public struct RandomHorizontalFlip: Transform {
        /// How probable a flip is.
        public let p: Double

        /// A random flip.
        public init(p: Double = 0.5) { self.p = p }

        /// The image, flipped or not.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            try Transforms.checkProbability(p, "RandomHorizontalFlip")
            return try Transforms.happens(p) ? Transforms.horizontalFlip(image) : image
        }
    }

    /// Top and bottom exchanged, with probability p.
    ///
    /// - Source: `torchvision.transforms.v2.RandomVerticalFlip`.
    public struct RandomVerticalFlip: Transform {
        /// How probable a flip is.
        public let p: Double

        /// A random flip.
        public init(p: Double = 0.5) { self.p = p }

        /// The image, flipped or not.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            try Transforms.checkProbability(p, "RandomVerticalFlip")
            return try Transforms.happens(p) ? Transforms.verticalFlip(image) : image
        }
    }

    /// Left and right exchanged.
    ///
    /// - Source: `torchvision.transforms.v2.functional.horizontal_flip`.
    public static func horizontalFlip(_ image: Tensor) throws -> Tensor { try image.flip(-1) }

    /// Top and bottom exchanged.
    ///
    /// - Source: `torchvision.transforms.v2.functional.vertical_flip`.
    public static func verticalFlip(_ image: Tensor) throws -> Tensor { try image.flip(-2) }
}
