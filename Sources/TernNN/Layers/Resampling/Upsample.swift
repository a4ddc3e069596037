import TernCore

/// Images (sequences, volumes) made larger or smaller; see `F.interpolate`.
///
/// - Source: `torch.nn.Upsample`.
public class Upsample: Module {
    /// The new sizes, if they were given.
    public let size: Size?
    /// What sizes are multiplied by, if that was given.
    public let scaleFactor: ScaleFactor?
    /// How.
    public let mode: InterpolationMode
    /// Whether the outermost positions keep their places.
    public let alignCorners: Bool?
    /// Whether positions follow from the sizes' quotient.
    public let recomputeScaleFactor: Bool

    /// A resampling to a size or by a factor.
    ///
    /// - Parameters:
    ///   - size: the new sizes. Either these or `scaleFactor`.
    ///   - scaleFactor: what to multiply the sizes by.
    ///   - mode: how. Default `.nearest`.
    ///   - alignCorners: whether the outermost positions keep their places. Default nil (false).
    ///   - recomputeScaleFactor: whether positions follow from the sizes' quotient. Default false.
    public init(
        size: (any SizeArgument)? = nil, scaleFactor: ScaleFactor? = nil, mode: InterpolationMode = .nearest,
        alignCorners: Bool? = nil, recomputeScaleFactor: Bool = false
    ) {
        self.size = size?.size
        self.scaleFactor = scaleFactor
        self.mode = mode
        self.alignCorners = alignCorners
        self.recomputeScaleFactor = recomputeScaleFactor
    }

    /// The result of `F.interpolate`.
    public func forward(_ x: Tensor) throws -> Tensor {
        try F.interpolate(
            x, size: size, scaleFactor: scaleFactor, mode: mode, alignCorners: alignCorners,
            recomputeScaleFactor: recomputeScaleFactor)
    }

    /// Torch's text between the parentheses.
    public var extraText: String {
        let amount = scaleFactor.map { "scale_factor=\($0)" } ?? "size=\(size.map { "\($0)" } ?? "None")"
        return "\(amount), mode='\(mode.rawValue)'"
    }
}

/// `Upsample` of images by the nearest position.
///
/// - Source: `torch.nn.UpsamplingNearest2d`.
public final class UpsamplingNearest2d: Upsample {
    /// A resampling to a size or by a factor.
    public init(size: (any SizeArgument)? = nil, scaleFactor: ScaleFactor? = nil) {
        super.init(size: size, scaleFactor: scaleFactor, mode: .nearest)
    }
}

/// `Upsample` of images by the four neighbours, corners aligned.
///
/// - Source: `torch.nn.UpsamplingBilinear2d`.
public final class UpsamplingBilinear2d: Upsample {
    /// A resampling to a size or by a factor.
    public init(size: (any SizeArgument)? = nil, scaleFactor: ScaleFactor? = nil) {
        super.init(size: size, scaleFactor: scaleFactor, mode: .bilinear, alignCorners: true)
    }
}
