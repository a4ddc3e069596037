import TernCore

extension Transforms {
    /// Several transforms, one after the other.
    ///
    /// - Source: `torchvision.transforms.v2.Compose`.
    public struct Compose: Transform {
        /// The transforms in order.
        public let transforms: [any Transform]

        /// A chain.
        ///
        /// - Throws: `TensorError` for an empty one.
        public init(_ transforms: [any Transform]) throws {
            self.transforms = try Transforms.nonEmpty(transforms, "Compose")
        }

        /// The image after all of them.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            try transforms.reduce(image) { try $1($0) }
        }
    }

    /// Several transforms, all of them or none.
    ///
    /// - Source: `torchvision.transforms.v2.RandomApply`.
    public struct RandomApply: Transform {
        /// The transforms in order.
        public let transforms: [any Transform]
        /// How probable it is that they are applied.
        public let p: Double

        /// A chain that is applied with probability `p`.
        ///
        /// - Throws: `TensorError` for an empty chain, or a `p` that is no probability.
        public init(_ transforms: [any Transform], p: Double = 0.5) throws {
            self.transforms = try Transforms.nonEmpty(transforms, "RandomApply")
            try Transforms.checkProbability(p, "RandomApply")
            self.p = p
        }

        /// The image after all of them, or as it is.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            try Transforms.happens(p) ? transforms.reduce(image) { try $1($0) } : image
        }
    }

    /// One of several transforms.
    ///
    /// - Source: `torchvision.transforms.v2.RandomChoice`.
    public struct RandomChoice: Transform {
        /// The transforms to choose from.
        public let transforms: [any Transform]
        /// How probable each is.
        public let p: [Double]

        /// A choice.
        ///
        /// - Parameters:
        ///   - transforms: at least one.
        ///   - p: how probable each is, up to a common factor. Default all the same.
        /// - Throws: `TensorError` for no transform, or another number of probabilities.
        public init(_ transforms: [any Transform], p: [Double]? = nil) throws {
            self.transforms = try Transforms.nonEmpty(transforms, "RandomChoice")
            let weights = p ?? Array(repeating: 1, count: transforms.count)
            guard weights.count == transforms.count else {
                throw TensorError(
                    .value, "RandomChoice",
                    "Length of p doesn't match the number of transforms: \(weights.count) != \(transforms.count)")
            }
            let total = weights.reduce(0, +)
            self.p = weights.map { $0 / total }
        }

        /// The image after the transform that was drawn.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            try transforms[try Tensor(p).multinomial(1).item(as: Int.self)](image)
        }
    }

    private static func nonEmpty(_ transforms: [any Transform], _ operation: String) throws -> [any Transform] {
        guard !transforms.isEmpty else { throw TensorError(.value, operation, "Pass at least one transform") }
        return transforms
    }
}
