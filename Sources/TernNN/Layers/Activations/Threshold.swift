import TernCore

/// x where it is above a threshold, a value elsewhere.
///
/// - Source: `torch.nn.Threshold`.
public final class Threshold: Module {
    /// The largest number that is replaced.
    public let threshold: Scalar
    /// What replaces it.
    public let value: Scalar
    /// Whether torch's text says `inplace=True`. Tensors are values: the result is the same either way.
    public let inplace: Bool

    /// A threshold.
    ///
    /// - Parameters:
    ///   - threshold: the largest number that is replaced.
    ///   - value: what replaces it.
    ///   - inplace: only shown. Default false.
    public init(_ threshold: any ScalarConvertible, _ value: any ScalarConvertible, inplace: Bool = false) {
        self.threshold = threshold.scalar
        self.value = value.scalar
        self.inplace = inplace
    }

    /// The result of `F.threshold`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.threshold(x, threshold, value).validated() }

    /// Torch's text between the parentheses.
    public var extraText: String { "threshold=\(threshold), value=\(value)" + inplaceText(inplace) }
}
