import TernCore

/// x * P(X <= x) for a standard normal X.
///
/// - Source: `torch.nn.GELU`; D. Hendrycks, K. Gimpel (2016).
public final class GELU: Module {
    /// How the distribution is computed.
    public let approximate: GELUApproximation

    /// A Gaussian error linear unit.
    ///
    /// - Parameter approximate: `.none`, exactly (the default), or `.tanh`.
    public init(approximate: GELUApproximation = .none) { self.approximate = approximate }

    /// The result of `F.gelu`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.gelu(x, approximate: approximate) }

    /// Torch's text between the parentheses.
    public var extraText: String { "approximate='\(approximate.rawValue)'" }
}
