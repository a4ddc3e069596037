import TernCore

/// What the constant paddings share: torch's text shows the value.
public class ConstantPadLayer: PadLayer {
    /// The constant.
    public var constant: Scalar { value ?? .int(0) }

    fileprivate init(_ padding: any SizeArgument, _ value: Scalar, dims: Int) {
        super.init(padding, dims: dims, .constant, value: value)
    }

    /// Torch's text between the parentheses.
    public override var extraText: String { "padding=\(pythonTuple(padding)), value=\(constant)" }
}

/// A border of a constant around the last dimension.
///
/// - Source: `torch.nn.ConstantPad1d`.
public final class ConstantPad1d: ConstantPadLayer {
    /// A padding with `value` of one width on all sides, or [left, right].
    public init(_ padding: any SizeArgument, _ value: any ScalarConvertible) {
        super.init(padding, value.scalar, dims: 1)
    }
}

/// A border of a constant around the last 2 dimensions.
///
/// - Source: `torch.nn.ConstantPad2d`.
public final class ConstantPad2d: ConstantPadLayer {
    /// A padding with `value` of one width on all sides, or [left, right, top, bottom].
    public init(_ padding: any SizeArgument, _ value: any ScalarConvertible) {
        super.init(padding, value.scalar, dims: 2)
    }
}

/// A border of a constant around the last 3 dimensions.
///
/// - Source: `torch.nn.ConstantPad3d`.
public final class ConstantPad3d: ConstantPadLayer {
    /// A padding with `value` of one width on all sides, or [left, right, top, bottom, front, back].
    public init(_ padding: any SizeArgument, _ value: any ScalarConvertible) {
        super.init(padding, value.scalar, dims: 3)
    }
}
