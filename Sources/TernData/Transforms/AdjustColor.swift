import TernCore

extension Transforms {
    /// Pixels times a factor.
    ///
    /// - Throws: `TensorError` for a negative factor, or another number of channels than 1 or 3.
    /// - Source: `torchvision.transforms.v2.functional.adjust_brightness`.
    public static func adjustBrightness(_ image: Tensor, _ factor: Double) throws -> Tensor {
        try check(image, factor, "brightness")
        return try (image * factor).clamp(min: 0, max: greatest(image.dtype)).to(image.dtype)
    }

    /// A mixture with the grey of the image's mean; 1 leaves it as it is, 0 makes it grey.
    ///
    /// - Throws: `TensorError` for a negative factor, or another number of channels than 1 or 3.
    /// - Source: `torchvision.transforms.v2.functional.adjust_contrast`.
    public static func adjustContrast(_ image: Tensor, _ factor: Double) throws -> Tensor {
        let channels = try check(image, factor, "contrast")
        let grey =
            channels == 3 ? try wholeLuminance(image) : image.dtype.isFloatingPoint ? image : try image.to(.float32)
        return try blend(image, grey.mean(dim: [-3, -2, -1], keepDim: true), factor)
    }

    /// A mixture with the image in grey; 1 leaves it as it is, 0 makes it grey.
    ///
    /// - Throws: `TensorError` for a negative factor, or another number of channels than 1 or 3.
    /// - Source: `torchvision.transforms.v2.functional.adjust_saturation`.
    public static func adjustSaturation(_ image: Tensor, _ factor: Double) throws -> Tensor {
        guard try check(image, factor, "saturation") == 3 else { return image }
        return try blend(image, wholeLuminance(image), factor)
    }

    /// Colours turned around the colour circle.
    ///
    /// - Parameter factor: part of the circle, in -0.5…0.5.
    /// - Throws: `TensorError` for a factor outside that range, or another number of channels than 1 or 3.
    /// - Source: `torchvision.transforms.v2.functional.adjust_hue`.
    public static func adjustHue(_ image: Tensor, _ factor: Double) throws -> Tensor {
        guard (-0.5...0.5).contains(factor) else {
            throw TensorError(.value, "adjust_hue", "hue_factor (\(factor)) is not in [-0.5, 0.5].")
        }
        guard try checkChannels(image, "hue") == 3, image.count > 0 else { return image }
        let (h, s, v) = try HSV.parts(toDtype(image, .float32, scale: true))
        return try toDtype(HSV.image((h + factor) % 1, s, v), image.dtype, scale: true)
    }

    /// Whole numbers for integers, as torchvision has it.
    private static func wholeLuminance(_ image: Tensor) throws -> Tensor {
        let grey = try luminance(image)
        return image.dtype.isFloatingPoint ? grey : grey.floor()
    }

    private static func blend(_ image: Tensor, _ other: Tensor, _ ratio: Double) throws -> Tensor {
        try (image * ratio).add(other, alpha: 1 - ratio).clamp(min: 0, max: greatest(image.dtype)).to(image.dtype)
    }

    @discardableResult
    private static func check(_ image: Tensor, _ factor: Double, _ name: String) throws -> Int {
        guard factor >= 0 else {
            throw TensorError(.value, "adjust_\(name)", "\(name)_factor (\(factor)) is not non-negative.")
        }
        return try checkChannels(image, name)
    }

    private static func checkChannels(_ image: Tensor, _ name: String) throws -> Int {
        let (channels, _, _) = try size(of: image, "adjust_\(name)")
        guard channels == 1 || channels == 3 else {
            throw TensorError(
                .type, "adjust_\(name)",
                "Input image tensor permitted channel values are 1 or 3, but found \(channels)")
        }
        return channels
    }
}
