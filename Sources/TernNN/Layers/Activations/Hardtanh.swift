import TernCore

/// x cut to minVal ... maxVal, element by element.
///
/// - Source: `torch.nn.Hardtanh`.
public final class Hardtanh: Module {
    /// The smallest value.
    public let minVal: Scalar
    /// The largest value.
    public let maxVal: Scalar
    /// Whether torch's text says `inplace=True`. Tensors are values: the result is the same either way.
    public let inplace: Bool

    /// A hard hyperbolic tangent.
    ///
    /// - Parameters:
    ///   - minVal: the smallest value. Default -1.
    ///   - maxVal: the largest value, above `minVal`. Default 1.
    ///   - inplace: only shown. Default false.
    public init(_ minVal: any ScalarConvertible = -1.0, _ maxVal: any ScalarConvertible = 1.0, inplace: Bool = false) {
        self.minVal = minVal.scalar
        self.maxVal = maxVal.scalar
        self.inplace = inplace
    }

    /// The result of `F.hardtanh`.
    public func forward(_ x: Tensor) throws -> Tensor {
        try validate()
        return try F.hardtanh(x, minVal: minVal, maxVal: maxVal)
    }

    /// Throws, in torch's words, unless `maxVal` is above `minVal`.
    public func validate() throws {
        guard maxVal.doubleValue > minVal.doubleValue else {
            throw TensorError(.value, "Hardtanh", "max_val (\(maxVal)) must be greater than min_val (\(minVal))")
        }
    }

    /// Torch's text between the parentheses.
    public var extraText: String { "min_val=\(minVal), max_val=\(maxVal)" + inplaceText(inplace) }
}

/// min(max(x, 0), 6), element by element.
///
/// - Source: `torch.nn.ReLU6`; A. Krizhevsky, Convolutional Deep Belief Networks on CIFAR-10 (2010).
public final class ReLU6: Module {
    /// Whether torch's text says `inplace=True`. Tensors are values: the result is the same either way.
    public let inplace: Bool

    /// A ReLU6.
    public init(inplace: Bool = false) { self.inplace = inplace }

    /// The result of `F.relu6`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.relu6(x).validated() }

    /// Torch's text between the parentheses.
    public var extraText: String { inplace ? "inplace=True" : "" }
}

/// What torch adds to the arguments of a layer that works in place.
func inplaceText(_ inplace: Bool) -> String { inplace ? ", inplace=True" : "" }
