import TernCore

/// max(x, 0), element by element.
///
/// - Source: `torch.nn.ReLU`.
public final class ReLU: Module {
    /// Whether torch's text says `inplace=True`. Tensors are values: the result is the same either way.
    public let inplace: Bool

    /// A ReLU.
    public init(inplace: Bool = false) { self.inplace = inplace }

    /// max(x, 0).
    public func forward(_ x: Tensor) throws -> Tensor { try x.relu().validated() }

    /// Torch's text between the parentheses.
    public var extraText: String { inplace ? "inplace=True" : "" }
}

/// 1 / (1 + e^-x), element by element.
///
/// - Source: `torch.nn.Sigmoid`.
public final class Sigmoid: Module {
    /// A sigmoid.
    public init() {}

    /// 1 / (1 + e^-x).
    public func forward(_ x: Tensor) throws -> Tensor { try x.sigmoid().validated() }
}

/// The hyperbolic tangent, element by element.
///
/// - Source: `torch.nn.Tanh`.
public final class Tanh: Module {
    /// A hyperbolic tangent.
    public init() {}

    /// tanh(x).
    public func forward(_ x: Tensor) throws -> Tensor { try x.tanh().validated() }
}
