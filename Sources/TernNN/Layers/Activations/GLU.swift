import TernCore

/// a * sigmoid(b), where a and b are the halves of x along a dimension.
///
/// - Source: `torch.nn.GLU`; Y. Dauphin et al., ICML 2017.
public final class GLU: Module {
    /// The dimension to halve.
    public let dim: Int

    /// A gated linear unit.
    ///
    /// - Parameter dim: the dimension to halve. Default -1.
    public init(_ dim: Int = -1) { self.dim = dim }

    /// The result of `F.glu`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.glu(x, dim: dim) }

    /// Torch's text between the parentheses.
    public var extraText: String { "dim=\(dim)" }
}
