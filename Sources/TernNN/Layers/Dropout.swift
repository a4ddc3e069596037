import TernCore

/// What the dropout layers share: the probability, torch's text, and when it is refused.
public class DropoutLayer: Module {
    /// The probability of a 0.
    public var p: Double { scalar.doubleValue }
    /// Whether torch's text says `inplace=True`. Tensors are values: the result is the same either way.
    public let inplace: Bool
    /// Whether elements are dropped; `train()` and `eval()` set it. Default true.
    public var training = true

    /// As it was given: torch's text shows the integer 1 as `1`.
    fileprivate let scalar: Scalar

    /// A layer with that probability. One outside 0...1 is refused by `validate()` and by the first use.
    ///
    /// - Parameters:
    ///   - p: the probability of a 0. Default 0.5.
    ///   - inplace: only shown. Default false.
    public init(p: any ScalarConvertible = 0.5, inplace: Bool = false) {
        scalar = p.scalar
        self.inplace = inplace
    }

    /// The same; the probability's label may be left out.
    public convenience init(_ p: any ScalarConvertible, inplace: Bool = false) {
        self.init(p: p, inplace: inplace)
    }

    /// Each kind of dropout has its own.
    public func forward(_ x: Tensor) throws -> Tensor { try x.validated() }

    /// Throws, in torch's words, what its constructor would have thrown.
    public func validate() throws {
        if let error = DropoutRule.error(scalar, "\(type(of: self))") { throw error }
    }

    /// Torch's text between the parentheses.
    public var extraText: String { "p=\(scalar), inplace=\(inplace ? "True" : "False")" }
}

/// In training, sets each element to 0 with probability `p` and scales the others by 1 / (1 - p).
///
/// - Source: `torch.nn.Dropout`; N. Srivastava et al., JMLR 15 (2014).
public final class Dropout: DropoutLayer {
    /// The result of `F.dropout`.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try F.dropout(x, p: scalar, training: training)
    }
}

/// In training, sets whole channels of [N, C, L] or [C, L] to 0 with probability `p`; see `F.dropout1d`.
///
/// - Source: `torch.nn.Dropout1d`.
public final class Dropout1d: DropoutLayer {
    /// The result of `F.dropout1d`.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try F.dropout1d(x, p: scalar, training: training)
    }
}

/// In training, sets whole channels of [N, C, H, W] to 0 with probability `p`; see `F.dropout2d`.
///
/// - Source: `torch.nn.Dropout2d`; J. Tompson et al., CVPR 2015.
public final class Dropout2d: DropoutLayer {
    /// The result of `F.dropout2d`.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try F.dropout2d(x, p: scalar, training: training)
    }
}

/// In training, sets whole channels of [N, C, D, H, W] to 0 with probability `p`; see `F.dropout3d`.
///
/// - Source: `torch.nn.Dropout3d`.
public final class Dropout3d: DropoutLayer {
    /// The result of `F.dropout3d`.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try F.dropout3d(x, p: scalar, training: training)
    }
}

/// Dropout that keeps the mean and variance of SELU activations; see `F.alphaDropout`.
///
/// - Source: `torch.nn.AlphaDropout`; G. Klambauer et al., NIPS 2017.
public final class AlphaDropout: DropoutLayer {
    /// The result of `F.alphaDropout`.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try F.alphaDropout(x, p: scalar, training: training)
    }
}

/// Alpha dropout of whole channels of [N, C, …]; see `F.featureAlphaDropout`.
///
/// - Source: `torch.nn.FeatureAlphaDropout`.
public final class FeatureAlphaDropout: DropoutLayer {
    /// The result of `F.featureAlphaDropout`.
    public override func forward(_ x: Tensor) throws -> Tensor {
        try F.featureAlphaDropout(x, p: scalar, training: training)
    }
}
