import TernCore

/// x outside -lambda ... lambda, 0 inside.
///
/// - Source: `torch.nn.Hardshrink`.
public final class Hardshrink: Module {
    /// The distance from 0 where it begins.
    public let lambda: Scalar

    /// A hard shrinkage.
    ///
    /// - Parameter lambda: the distance from 0 where it begins. Default 0.5.
    public init(_ lambda: any ScalarConvertible = 0.5) { self.lambda = lambda.scalar }

    /// The result of `F.hardshrink`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.hardshrink(x, lambda).validated() }

    /// Torch's text between the parentheses.
    public var extraText: String { "\(lambda)" }
}

/// x moved towards 0 by lambda, at most to 0.
///
/// - Source: `torch.nn.Softshrink`.
public final class Softshrink: Module {
    /// How far.
    public let lambda: Scalar

    /// A soft shrinkage.
    ///
    /// - Parameter lambda: how far, at least 0. Default 0.5.
    public init(_ lambda: any ScalarConvertible = 0.5) { self.lambda = lambda.scalar }

    /// The result of `F.softshrink`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.softshrink(x, lambda) }

    /// Torch's text between the parentheses.
    public var extraText: String { "\(lambda)" }
}

/// x - tanh(x), element by element.
///
/// - Source: `torch.nn.Tanhshrink`.
public final class Tanhshrink: Module {
    /// A tanh shrinkage.
    public init() {}

    /// The result of `F.tanhshrink`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.tanhshrink(x) }
}
