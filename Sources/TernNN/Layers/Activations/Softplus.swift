import TernCore

/// ln(1 + e^(beta * x)) / beta: a smooth ReLU.
///
/// - Source: `torch.nn.Softplus`.
public final class Softplus: Module {
    /// How sharp the bend is.
    public let beta: Scalar
    /// Where it becomes linear.
    public let threshold: Scalar

    /// A softplus.
    ///
    /// - Parameters:
    ///   - beta: how sharp the bend is. Default 1.
    ///   - threshold: above which beta * x the result is x. Default 20.
    public init(_ beta: any ScalarConvertible = 1.0, _ threshold: any ScalarConvertible = 20.0) {
        self.beta = beta.scalar
        self.threshold = threshold.scalar
    }

    /// The result of `F.softplus`.
    public func forward(_ x: Tensor) throws -> Tensor {
        try F.softplus(x, beta: beta, threshold: threshold).validated()
    }

    /// Torch's text between the parentheses.
    public var extraText: String { "beta=\(beta), threshold=\(threshold)" }
}

/// x / (1 + |x|), element by element.
///
/// - Source: `torch.nn.Softsign`.
public final class Softsign: Module {
    /// A softsign.
    public init() {}

    /// The result of `F.softsign`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.softsign(x) }
}

/// ln(1 / (1 + e^-x)), element by element.
///
/// - Source: `torch.nn.LogSigmoid`.
public final class LogSigmoid: Module {
    /// A log-sigmoid.
    public init() {}

    /// The result of `F.logSigmoid`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.logSigmoid(x).validated() }
}
