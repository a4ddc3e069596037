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
    /// Their sum over the size of the first dimension, of `F.klDiv` alone.
    case batchMean = "batchmean"

    /// The reduced losses.
    func apply(to losses: Tensor) throws -> Tensor {
        switch self {
        case .none: losses
        case .mean: losses.mean()
        case .sum: losses.sum()
        case .batchMean: losses.shape.first.map { losses.sum() / $0 } ?? losses
        }
    }

    /// Throws, in torch's words, where it is not one that every loss has.
    func checkPlain() throws {
        guard self != .batchMean else {
            throw TensorError(.value, "reduction", "\(rawValue) is not a valid value for reduction")
        }
    }
}
