import TernCore

/// x where it is positive, negativeSlope * x elsewhere.
///
/// - Source: `torch.nn.LeakyReLU`; A. Maas et al., ICML 2013.
public final class LeakyReLU: Module {
    /// The slope below 0.
    public let negativeSlope: Scalar
    /// Whether torch's text says `inplace=True`. Tensors are values: the result is the same either way.
    public let inplace: Bool

    /// A leaky ReLU.
    ///
    /// - Parameters:
    ///   - negativeSlope: the slope below 0. Default 0.01.
    ///   - inplace: only shown. Default false.
    public init(_ negativeSlope: any ScalarConvertible = 0.01, inplace: Bool = false) {
        self.negativeSlope = negativeSlope.scalar
        self.inplace = inplace
    }

    /// The result of `F.leakyReLU`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.leakyReLU(x, negativeSlope: negativeSlope).validated() }

    /// Torch's text between the parentheses.
    public var extraText: String { "negative_slope=\(negativeSlope)" + inplaceText(inplace) }
}
