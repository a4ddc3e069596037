import TernCore

/// x / (1 + e^-x), element by element.
///
/// - Source: `torch.nn.SiLU`; D. Hendrycks, K. Gimpel (2016).
public final class SiLU: Module {
    /// Whether torch's text says `inplace=True`. Tensors are values: the result is the same either way.
    public let inplace: Bool

    /// A sigmoid linear unit.
    ///
    /// - Parameter inplace: only shown. Default false.
    public init(inplace: Bool = false) { self.inplace = inplace }

    /// The result of `F.silu`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.silu(x).validated() }

    /// Torch's text between the parentheses.
    public var extraText: String { inplace ? "inplace=True" : "" }
}

/// x * tanh(ln(1 + e^x)), element by element.
///
/// - Source: `torch.nn.Mish`; D. Misra (2019).
public final class Mish: Module {
    /// Whether torch's text says `inplace=True`. Tensors are values: the result is the same either way.
    public let inplace: Bool

    /// A Mish.
    ///
    /// - Parameter inplace: only shown. Default false.
    public init(inplace: Bool = false) { self.inplace = inplace }

    /// The result of `F.mish`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.mish(x).validated() }

    /// Torch's text between the parentheses.
    public var extraText: String { inplace ? "inplace=True" : "" }
}
