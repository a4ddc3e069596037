import TernCore

/// One dimension split into several; the inverse of `Flatten`.
///
/// - Source: `torch.nn.Unflatten`.
public final class Unflatten: Module {
    /// The dimension to split.
    public let dim: Int
    /// Its new extents.
    public let unflattenedSize: [Int]

    /// A split of dimension `dim`.
    ///
    /// - Parameters:
    ///   - dim: the dimension to split.
    ///   - unflattenedSize: its new extents; one may be -1.
    public init(_ dim: Int, _ unflattenedSize: [Int]) {
        self.dim = dim
        self.unflattenedSize = unflattenedSize
    }

    /// The input with the dimension split.
    public func forward(_ x: Tensor) throws -> Tensor { try x.unflatten(dim, unflattenedSize) }

    /// Torch's text between the parentheses.
    public var extraText: String { "dim=\(dim), unflattened_size=\(pythonTuple(unflattenedSize))" }
}
