import TernCore

/// Several dimensions made one; by default all but the batch.
///
/// - Source: `torch.nn.Flatten`.
public final class Flatten: Module {
    /// The first dimension to flatten.
    public let startDim: Int
    /// The last dimension to flatten.
    public let endDim: Int

    /// A flattening of the dimensions `startDim ... endDim`.
    ///
    /// - Parameters:
    ///   - startDim: first dimension. Default 1.
    ///   - endDim: last dimension. Default -1.
    public init(startDim: Int = 1, endDim: Int = -1) {
        self.startDim = startDim
        self.endDim = endDim
    }

    /// The flattened input.
    public func forward(_ x: Tensor) throws -> Tensor { try x.flatten(from: startDim, to: endDim) }

    /// Torch's text between the parentheses.
    public var extraText: String { "start_dim=\(startDim), end_dim=\(endDim)" }
}

/// The input itself.
///
/// - Source: `torch.nn.Identity`.
public final class Identity: Module {
    /// An identity.
    public init() {}

    /// x.
    public func forward(_ x: Tensor) throws -> Tensor { try x.validated() }
}
