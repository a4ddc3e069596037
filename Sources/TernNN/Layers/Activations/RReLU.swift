import TernCore

/// A leaky ReLU whose slope is drawn for each element in training and fixed, in the middle, afterwards.
///
/// - Source: `torch.nn.RReLU`; B. Xu et al. (2015).
public final class RReLU: Module {
    /// The smallest slope.
    public let lower: Double
    /// The largest slope.
    public let upper: Double
    /// Whether torch's text says `inplace=True`. Tensors are values: the result is the same either way.
    public let inplace: Bool
    /// Whether slopes are drawn; `train()` and `eval()` set it. Default true.
    public var training = true

    /// A randomised leaky ReLU.
    ///
    /// - Parameters:
    ///   - lower: the smallest slope. Default 1/8.
    ///   - upper: the largest slope. Default 1/3.
    ///   - inplace: only shown. Default false.
    public init(_ lower: Double = 1.0 / 8, _ upper: Double = 1.0 / 3, inplace: Bool = false) {
        self.lower = lower
        self.upper = upper
        self.inplace = inplace
    }

    /// The result of `F.rrelu`.
    public func forward(_ x: Tensor) throws -> Tensor {
        try F.rrelu(x, lower: lower, upper: upper, training: training)
    }

    /// Torch's text between the parentheses.
    public var extraText: String { "lower=\(lower), upper=\(upper)" + inplaceText(inplace) }
}
