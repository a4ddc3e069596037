import TernCore

/// e^x divided by its sum along a dimension.
///
/// - Source: `torch.nn.Softmax`.
public final class Softmax: Module {
    /// The dimension that adds up to 1; nil for torch's old default, which depends on the rank.
    public let dim: Int?

    /// A softmax along `dim`.
    ///
    /// - Parameter dim: the dimension. Default nil: the first of tensors of rank 0, 1 and 3, the second of others.
    public init(dim: Int? = nil) { self.dim = dim }

    /// The softmax of x.
    public func forward(_ x: Tensor) throws -> Tensor { try x.softmax(dim: dim ?? x.implicitSoftmaxDim) }

    /// Torch's text between the parentheses.
    public var extraText: String { dimText(dim) }
}

/// The logarithm of softmax along a dimension.
///
/// - Source: `torch.nn.LogSoftmax`.
public final class LogSoftmax: Module {
    /// The dimension whose exponentials add up to 1; nil for torch's old default, which depends on the rank.
    public let dim: Int?

    /// A log-softmax along `dim`.
    ///
    /// - Parameter dim: the dimension. Default nil: the first of tensors of rank 0, 1 and 3, the second of others.
    public init(dim: Int? = nil) { self.dim = dim }

    /// The log-softmax of x.
    public func forward(_ x: Tensor) throws -> Tensor { try x.logSoftmax(dim: dim ?? x.implicitSoftmaxDim) }

    /// Torch's text between the parentheses.
    public var extraText: String { dimText(dim) }
}

/// The softmax of -x along a dimension.
///
/// - Source: `torch.nn.Softmin`.
public final class Softmin: Module {
    /// The dimension that adds up to 1; nil for torch's old default, which depends on the rank.
    public let dim: Int?

    /// A softmin along `dim`.
    ///
    /// - Parameter dim: the dimension. Default nil: the first of tensors of rank 0, 1 and 3, the second of others.
    public init(dim: Int? = nil) { self.dim = dim }

    /// The softmin of x.
    public func forward(_ x: Tensor) throws -> Tensor { try x.softmin(dim: dim ?? x.implicitSoftmaxDim) }

    /// Torch's text between the parentheses.
    public var extraText: String { dimText(dim) }
}

/// The softmax over the channels of [N, C, H, W] or [C, H, W], for each pixel.
///
/// - Source: `torch.nn.Softmax2d`.
public final class Softmax2d: Module {
    /// A softmax over channels.
    public init() {}

    /// The softmax of x along its third dimension from the end.
    public func forward(_ x: Tensor) throws -> Tensor {
        try x.validate()
        guard x.ndim == 3 || x.ndim == 4 else {
            throw TensorError(
                .value, "Softmax2d", "Softmax2d: expected input to be 3D or 4D, got \(x.ndim)D instead")
        }
        return try x.softmax(dim: -3)
    }
}

/// Torch's text of a dimension that may be left out.
private func dimText(_ dim: Int?) -> String { "dim=\(dim.map(String.init) ?? "None")" }

extension Tensor {
    /// The dimension that torch takes where none is given.
    fileprivate var implicitSoftmaxDim: Int { [0, 1, 3].contains(ndim) ? 0 : 1 }
}
