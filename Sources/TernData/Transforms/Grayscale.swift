import TernCore

extension Transforms {
    /// A colour image as grey.
    ///
    /// Shapes: [..., 3 or 1, H, W] -> [..., outputChannels, H, W].
    ///
    /// - Source: `torchvision.transforms.v2.Grayscale`.
    public struct Grayscale: Transform {
        /// One channel, or three equal ones.
        public let outputChannels: Int

        /// A conversion to one channel, or to three equal ones.
        public init(outputChannels: Int = 1) { self.outputChannels = outputChannels }

        /// The grey image.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            try Transforms.grayscale(image, outputChannels: outputChannels)
        }
    }

    /// An image, made grey with probability p; it keeps its number of channels.
    ///
    /// - Source: `torchvision.transforms.v2.RandomGrayscale`.
    public struct RandomGrayscale: Transform {
        /// How probable it is.
        public let p: Double

        /// A random conversion.
        public init(p: Double = 0.1) { self.p = p }

        /// The image, grey or not.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            try Transforms.checkProbability(p, "RandomGrayscale")
            let (channels, _, _) = try Transforms.size(of: image, "RandomGrayscale")
            return try Transforms.happens(p) ? Transforms.grayscale(image, outputChannels: channels) : image
        }
    }

    /// 0.2989 red + 0.587 green + 0.114 blue.
    ///
    /// - Throws: `TensorError` for another number of channels than 1 or 3.
    /// - Source: `torchvision.transforms.v2.functional.rgb_to_grayscale`.
    public static func grayscale(_ image: Tensor, outputChannels: Int = 1) throws -> Tensor {
        guard outputChannels == 1 || outputChannels == 3 else {
            throw TensorError(
                .value, "rgb_to_grayscale", "num_output_channels must be 1 or 3, got \(outputChannels).")
        }
        let (channels, _, _) = try size(of: image, "rgb_to_grayscale")
        let grey = channels == 1 ? image : try luminance(image).to(image.dtype)
        guard outputChannels == 3 else { return grey }
        var shape = grey.shape
        shape[grey.ndim - 3] = 3
        return try grey.expand(shape)
    }

    /// The grey values of three channels, in float32 for integers.
    static func luminance(_ image: Tensor) throws -> Tensor {
        let (channels, _, _) = try size(of: image, "rgb_to_grayscale")
        guard channels == 3 else {
            throw TensorError(
                .type, "rgb_to_grayscale",
                "Input image tensor permitted channel values are 1 or 3, but found \(channels)")
        }
        let exact = image.dtype.isFloatingPoint ? image : try image.to(.float32)
        let parts = try exact.unbind(dim: -3)
        let grey = try (parts[0] * 0.2989).add(parts[1], alpha: 0.587).add(parts[2], alpha: 0.114)
        return try grey.unsqueeze(-3)
    }
}
