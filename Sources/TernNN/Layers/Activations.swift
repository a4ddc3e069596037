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

/// e^x divided by its sum along a dimension.
///
/// - Source: `torch.nn.Softmax`.
public final class Softmax: Module {
    /// The dimension that adds up to 1.
    public let dim: Int

    /// A softmax along `dim`.
    public init(dim: Int) { self.dim = dim }

    /// The softmax of x.
    public func forward(_ x: Tensor) throws -> Tensor { try x.softmax(dim: dim) }

    /// Torch's text between the parentheses.
    public var extraText: String { "dim=\(dim)" }
}

/// The logarithm of softmax along a dimension.
///
/// - Source: `torch.nn.LogSoftmax`.
public final class LogSoftmax: Module {
    /// The dimension whose exponentials add up to 1.
    public let dim: Int

    /// A log-softmax along `dim`.
    public init(dim: Int) { self.dim = dim }

    /// The log-softmax of x.
    public func forward(_ x: Tensor) throws -> Tensor { try x.logSoftmax(dim: dim) }

    /// Torch's text between the parentheses.
    public var extraText: String { "dim=\(dim)" }
}
