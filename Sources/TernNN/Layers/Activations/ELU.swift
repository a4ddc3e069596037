import TernCore

/// x where it is positive, alpha * (e^x - 1) elsewhere.
///
/// - Source: `torch.nn.ELU`; D. Clevert et al., ICLR 2016.
public final class ELU: Module {
    /// How far below 0 the negative side ends.
    public let alpha: Scalar
    /// Whether torch's text says `inplace=True`. Tensors are values: the result is the same either way.
    public let inplace: Bool

    /// An exponential linear unit.
    ///
    /// - Parameters:
    ///   - alpha: how far below 0 the negative side ends. Default 1.
    ///   - inplace: only shown. Default false.
    public init(_ alpha: any ScalarConvertible = 1.0, inplace: Bool = false) {
        self.alpha = alpha.scalar
        self.inplace = inplace
    }

    /// The result of `F.elu`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.elu(x, alpha: alpha).validated() }

    /// Torch's text between the parentheses.
    public var extraText: String { "alpha=\(alpha)" + inplaceText(inplace) }
}

/// x where it is positive, alpha * (e^(x / alpha) - 1) elsewhere.
///
/// - Source: `torch.nn.CELU`; J. Barron (2017).
public final class CELU: Module {
    /// How far below 0 the negative side ends.
    public let alpha: Scalar
    /// Whether torch's text says `inplace=True`. Tensors are values: the result is the same either way.
    public let inplace: Bool

    /// A continuously differentiable exponential linear unit.
    ///
    /// - Parameters:
    ///   - alpha: how far below 0 the negative side ends, not 0. Default 1.
    ///   - inplace: only shown. Default false.
    public init(_ alpha: any ScalarConvertible = 1.0, inplace: Bool = false) {
        self.alpha = alpha.scalar
        self.inplace = inplace
    }

    /// The result of `F.celu`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.celu(x, alpha: alpha) }

    /// Torch's text between the parentheses.
    public var extraText: String { "alpha=\(alpha)" + inplaceText(inplace) }
}

/// An ELU scaled so that activations keep mean 0 and variance 1.
///
/// - Source: `torch.nn.SELU`; G. Klambauer et al., NIPS 2017.
public final class SELU: Module {
    /// Whether torch's text says `inplace=True`. Tensors are values: the result is the same either way.
    public let inplace: Bool

    /// A scaled exponential linear unit.
    ///
    /// - Parameter inplace: only shown. Default false.
    public init(inplace: Bool = false) { self.inplace = inplace }

    /// The result of `F.selu`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.selu(x).validated() }

    /// Torch's text between the parentheses.
    public var extraText: String { inplace ? "inplace=True" : "" }
}
