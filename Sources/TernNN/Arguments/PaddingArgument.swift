/// How much a convolution pads its input.
public enum Padding: Sendable, Hashable {
    /// That much on both sides of each dimension.
    case size(Size)
    /// A rule by its torch name: `same` keeps the input's size (stride 1 only), `valid` pads nothing.
    case rule(String)
}

/// What can be given as a padding: `1`, `[1, 2]`, `.same`, `.valid` or torch's `"same"`.
public protocol PaddingArgument: Sendable {
    /// The padding.
    var padding: Padding { get }
}

extension Padding: PaddingArgument {
    /// Itself.
    public var padding: Padding { self }
}
extension Int: PaddingArgument {
    /// The same on all sides.
    public var padding: Padding { .size(.all(self)) }
}
extension Array: PaddingArgument where Element == Int {
    /// One for each dimension.
    public var padding: Padding { .size(.each(self)) }
}
extension Size: PaddingArgument {
    /// That size on both sides.
    public var padding: Padding { .size(self) }
}
extension String: PaddingArgument {
    /// A rule by its name.
    public var padding: Padding { .rule(self) }
}

extension PaddingArgument where Self == Padding {
    /// As much as keeps the input's size; where that is odd, the extra element goes to the right and bottom.
    public static var same: Padding { .rule("same") }
    /// None.
    public static var valid: Padding { .rule("valid") }
}

/// What a convolution's padding is filled with.
///
/// A name that torch does not know can be given (`"symmetric"`); the layer then refuses it with torch's words.
public struct PaddingMode: RawRepresentable, ExpressibleByStringLiteral, Sendable, Hashable {
    /// Torch's name.
    public let rawValue: String

    /// The mode of that name.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The mode of that name.
    public init(stringLiteral value: String) { rawValue = value }

    /// Zeros. The default.
    public static let zeros: PaddingMode = "zeros"
    /// The image mirrored at its border, the border itself not repeated: `c b | a b c | b a`.
    public static let reflect: PaddingMode = "reflect"
    /// The border's value: `a a | a b c | c c`.
    public static let replicate: PaddingMode = "replicate"
    /// The other side of the image: `b c | a b c | a b`.
    public static let circular: PaddingMode = "circular"

    /// All modes that exist.
    public static let all: [PaddingMode] = [.zeros, .reflect, .replicate, .circular]
}
