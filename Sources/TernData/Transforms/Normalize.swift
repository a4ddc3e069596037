import TernCore

extension Transforms {
    /// Each channel's mean subtracted, then divided by its standard deviation.
    ///
    /// - Source: `torchvision.transforms.v2.Normalize`.
    public struct Normalize: Transform {
        /// A mean for each channel, or one for all.
        public let mean: [Double]
        /// A standard deviation for each channel, or one for all.
        public let std: [Double]

        /// (x - mean) / std.
        public init(mean: [Double], std: [Double]) {
            self.mean = mean
            self.std = std
        }

        /// The normalised image.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            try Transforms.normalize(image, mean: mean, std: std)
        }
    }

    /// Each channel's mean subtracted, then divided by its standard deviation.
    ///
    /// - Throws: `TensorError` for an image of integers, a standard deviation of 0, or numbers that don't fit the channels.
    /// - Source: `torchvision.transforms.v2.functional.normalize`.
    public static func normalize(_ image: Tensor, mean: [Double], std: [Double]) throws -> Tensor {
        try image.validate()
        guard image.dtype.isFloatingPoint else {
            throw TensorError(
                .type, "normalize", "Input tensor should be a float tensor. Got torch.\(image.dtype).",
                hint: "Transforms.ToDtype(.float32, scale: true) makes one")
        }
        _ = try size(of: image, "normalize")
        guard std.allSatisfy({ $0 != 0 }) else {
            throw TensorError(.value, "normalize", "std evaluated to zero, leading to division by zero.")
        }
        func channels(_ values: [Double]) throws -> Tensor {
            try Tensor(values, dtype: image.dtype).reshape([values.count, 1, 1])
        }
        return try (image - channels(mean)) / channels(std)
    }
}
