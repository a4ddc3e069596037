import TernCore

/// What the padding layers share: the widths, torch's text, and the call of `F.pad`.
public class PadLayer: Module {
    /// How much is added at each side, last dimension first: [left, right, top, bottom, …]. Negative amounts crop.
    public let padding: [Int]

    let mode: PadMode
    let value: Scalar?
    /// How many dimensions the layer is meant for.
    private let dims: Int

    init(_ padding: any SizeArgument, dims: Int, _ mode: PadMode, value: Scalar? = nil) {
        let size = padding.size
        self.padding = size.expanded(to: 2 * dims) ?? size.values
        self.dims = dims
        self.mode = mode
        self.value = value
    }

    /// The padded input.
    public func forward(_ x: Tensor) throws -> Tensor {
        if mode == .circular { try checkRank(x) }
        return try x.pad(padding, mode: mode, value: value)
    }

    /// Only the circular layers ask before the function does.
    private func checkRank(_ x: Tensor) throws {
        try x.validate()
        let rank = dims + 1
        guard x.ndim == rank || x.ndim == rank + 1 else {
            throw TensorError(
                .value, "pad", "expected \(rank)D or \(rank + 1)D input (got \(x.ndim)D input)",
                shapes: ["input": x.shape])
        }
    }

    /// Torch's text between the parentheses.
    public var extraText: String { pythonTuple(padding) }
}

/// A border of zeros around the last dimension.
///
/// - Source: `torch.nn.ZeroPad1d`.
public final class ZeroPad1d: PadLayer {
    /// A padding of one width on all sides, or [left, right].
    public init(_ padding: any SizeArgument) { super.init(padding, dims: 1, .constant, value: .int(0)) }
}

/// A border of zeros around the last 2 dimensions.
///
/// - Source: `torch.nn.ZeroPad2d`.
public final class ZeroPad2d: PadLayer {
    /// A padding of one width on all sides, or [left, right, top, bottom].
    public init(_ padding: any SizeArgument) { super.init(padding, dims: 2, .constant, value: .int(0)) }
}

/// A border of zeros around the last 3 dimensions.
///
/// - Source: `torch.nn.ZeroPad3d`.
public final class ZeroPad3d: PadLayer {
    /// A padding of one width on all sides, or [left, right, top, bottom, front, back].
    public init(_ padding: any SizeArgument) { super.init(padding, dims: 3, .constant, value: .int(0)) }
}

/// A border of the inside mirrored at its outermost element, which is not repeated around the last dimension.
///
/// Shapes: [N, C, W] or [C, W], the sizes grown by the widths.
///
/// - Source: `torch.nn.ReflectionPad1d`.
public final class ReflectionPad1d: PadLayer {
    /// A padding of one width on all sides, or [left, right].
    public init(_ padding: any SizeArgument) { super.init(padding, dims: 1, .reflect) }
}

/// A border of the inside mirrored at its outermost element, which is not repeated around the last 2 dimensions.
///
/// Shapes: [N, C, H, W] or [C, H, W], the sizes grown by the widths.
///
/// - Source: `torch.nn.ReflectionPad2d`.
public final class ReflectionPad2d: PadLayer {
    /// A padding of one width on all sides, or [left, right, top, bottom].
    public init(_ padding: any SizeArgument) { super.init(padding, dims: 2, .reflect) }
}

/// A border of the inside mirrored at its outermost element, which is not repeated around the last 3 dimensions.
///
/// Shapes: [N, C, D, H, W] or [C, D, H, W], the sizes grown by the widths.
///
/// - Source: `torch.nn.ReflectionPad3d`.
public final class ReflectionPad3d: PadLayer {
    /// A padding of one width on all sides, or [left, right, top, bottom, front, back].
    public init(_ padding: any SizeArgument) { super.init(padding, dims: 3, .reflect) }
}

/// A border of the outermost element around the last dimension.
///
/// Shapes: [N, C, W] or [C, W], the sizes grown by the widths.
///
/// - Source: `torch.nn.ReplicationPad1d`.
public final class ReplicationPad1d: PadLayer {
    /// A padding of one width on all sides, or [left, right].
    public init(_ padding: any SizeArgument) { super.init(padding, dims: 1, .replicate) }
}

/// A border of the outermost element around the last 2 dimensions.
///
/// Shapes: [N, C, H, W] or [C, H, W], the sizes grown by the widths.
///
/// - Source: `torch.nn.ReplicationPad2d`.
public final class ReplicationPad2d: PadLayer {
    /// A padding of one width on all sides, or [left, right, top, bottom].
    public init(_ padding: any SizeArgument) { super.init(padding, dims: 2, .replicate) }
}

/// A border of the outermost element around the last 3 dimensions.
///
/// Shapes: [N, C, D, H, W] or [C, D, H, W], the sizes grown by the widths.
///
/// - Source: `torch.nn.ReplicationPad3d`.
public final class ReplicationPad3d: PadLayer {
    /// A padding of one width on all sides, or [left, right, top, bottom, front, back].
    public init(_ padding: any SizeArgument) { super.init(padding, dims: 3, .replicate) }
}

/// A border of the inside again, from the other end around the last dimension.
///
/// Shapes: [N, C, W] or [C, W], the sizes grown by the widths.
///
/// - Source: `torch.nn.CircularPad1d`.
public final class CircularPad1d: PadLayer {
    /// A padding of one width on all sides, or [left, right].
    public init(_ padding: any SizeArgument) { super.init(padding, dims: 1, .circular) }
}

/// A border of the inside again, from the other end around the last 2 dimensions.
///
/// Shapes: [N, C, H, W] or [C, H, W], the sizes grown by the widths.
///
/// - Source: `torch.nn.CircularPad2d`.
public final class CircularPad2d: PadLayer {
    /// A padding of one width on all sides, or [left, right, top, bottom].
    public init(_ padding: any SizeArgument) { super.init(padding, dims: 2, .circular) }
}

/// A border of the inside again, from the other end around the last 3 dimensions.
///
/// Shapes: [N, C, D, H, W] or [C, D, H, W], the sizes grown by the widths.
///
/// - Source: `torch.nn.CircularPad3d`.
public final class CircularPad3d: PadLayer {
    /// A padding of one width on all sides, or [left, right, top, bottom, front, back].
    public init(_ padding: any SizeArgument) { super.init(padding, dims: 3, .circular) }
}
