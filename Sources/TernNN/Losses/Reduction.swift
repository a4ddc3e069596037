import TernCore

/// What becomes of the losses of a batch.
///
/// - Source: the argument `reduction` of torch's losses.
public enum Reduction: String, Sendable, Hashable {
    /// They stay as they are.
    case none
    /// Their mean; of classes with weights, the mean weighted by them.
    case mean
    /// Their sum.
    case sum

    /// The reduced losses.
    func apply(to losses: Tensor) throws -> Tensor {
        switch self {
        case .none: losses
        case .mean: losses.mean()
        case .sum: losses.sum()
        }
    }
}
