import TernCore

/// Local response normalisation: each value is divided by the activity of the channels around it. It has no parameters.
///
/// y[c] = x[c] / (k + alpha * mean of x[c']^2 over the `size` channels around c)^beta.
///
/// Shapes: [N, C, …] with at least three dimensions -> the same.
///
/// - Source: `torch.nn.LocalResponseNorm`; Krizhevsky, Sutskever and Hinton 2012.
public final class LocalResponseNorm: Module {
    /// How many channels count.
    public let size: Int
    /// The weight of their mean square.
    public let alpha: Double
    /// The exponent.
    public let beta: Double
    /// What is added to the mean.
    public let k: Double

    /// A local response normalisation.
    ///
    /// - Parameters:
    ///   - size: how many channels count.
    ///   - alpha: the weight of their mean square. Default 1e-4.
    ///   - beta: the exponent. Default 0.75.
    ///   - k: what is added to the mean. Default 1.
    public init(_ size: Int, alpha: Double = 1e-4, beta: Double = 0.75, k: Double = 1) {
        self.size = size
        self.alpha = alpha
        self.beta = beta
        self.k = k
    }

    /// The normalised channels.
    public func forward(_ x: Tensor) throws -> Tensor {
        try F.localResponseNorm(x, size: size, alpha: alpha, beta: beta, k: k)
    }

    /// Torch's text between the parentheses.
    public var extraText: String {
        "\(size), alpha=\(pythonFloat(alpha)), beta=\(pythonFloat(beta)), k=\(pythonFloat(k))"
    }
}
