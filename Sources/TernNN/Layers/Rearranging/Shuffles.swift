import TernCore

/// Channels spread over space; see `F.pixelShuffle`.
///
/// Shapes: […, C * r², H, W] -> […, C, H * r, W * r].
///
/// - Source: `torch.nn.PixelShuffle`; W. Shi et al., CVPR 2016.
public final class PixelShuffle: Module {
    /// How much height and width grow.
    public let upscaleFactor: Int

    /// A pixel shuffle by that factor.
    public init(_ upscaleFactor: Int) { self.upscaleFactor = upscaleFactor }

    /// The result of `F.pixelShuffle`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.pixelShuffle(x, upscaleFactor) }

    /// Torch's text between the parentheses.
    public var extraText: String { "upscale_factor=\(upscaleFactor)" }
}

/// Space gathered into channels; see `F.pixelUnshuffle`.
///
/// Shapes: […, C, H * r, W * r] -> […, C * r², H, W].
///
/// - Source: `torch.nn.PixelUnshuffle`.
public final class PixelUnshuffle: Module {
    /// How much height and width shrink.
    public let downscaleFactor: Int

    /// A pixel unshuffle by that factor.
    public init(_ downscaleFactor: Int) { self.downscaleFactor = downscaleFactor }

    /// The result of `F.pixelUnshuffle`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.pixelUnshuffle(x, downscaleFactor) }

    /// Torch's text between the parentheses.
    public var extraText: String { "downscale_factor=\(downscaleFactor)" }
}

/// Channels dealt out anew; see `F.channelShuffle`.
///
/// Shapes: [N, C, …] -> [N, C, …].
///
/// - Source: `torch.nn.ChannelShuffle`; X. Zhang et al., CVPR 2018.
public final class ChannelShuffle: Module {
    /// How many groups come in turn.
    public let groups: Int

    /// A channel shuffle of that many groups.
    public init(_ groups: Int) { self.groups = groups }

    /// The result of `F.channelShuffle`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.channelShuffle(x, groups) }

    /// Torch's text between the parentheses.
    public var extraText: String { "groups=\(groups)" }
}
