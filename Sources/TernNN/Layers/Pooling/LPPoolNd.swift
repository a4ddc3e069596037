import TernCore

/// What the power-average poolings of one to three dimensions share: their arguments. They have no parameters.
public class LPPoolNd: Module {
    /// The exponent p.
    public let normType: Scalar
    /// The window.
    public let kernelSize: Size
    /// The distance between windows; nil for the window.
    public let stride: Size?
    /// Whether windows that end outside the input count.
    public let ceilMode: Bool

    /// A power-average pooling.
    ///
    /// - Parameters:
    ///   - normType: the exponent p, not 0; infinity is max pooling of absolute values.
    ///   - kernelSize: the window, `2` or `[2, 3]`.
    ///   - stride: distance between windows. Default the window.
    ///   - ceilMode: whether windows that end outside count too, if they start inside. Default false.
    public init(
        _ normType: some ScalarConvertible, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil,
        ceilMode: Bool = false
    ) {
        self.normType = normType.scalar
        self.kernelSize = kernelSize.size
        self.stride = stride?.size
        self.ceilMode = ceilMode
    }

    /// The pooling of a layer of this family.
    public func forward(_ x: Tensor) throws -> Tensor {
        throw TensorError(.notImplemented, "LPPoolNd", "use LPPool1d, LPPool2d or LPPool3d")
    }

    /// Throws torch's error for an exponent of 0.
    public func validate() throws {
        guard normType.doubleValue == 0 else { return }
        throw TensorError(
            .value, "\(type(of: self))", "norm_type must be a non-zero value, but got \(normType)")
    }

    /// Torch's text between the parentheses.
    public var extraText: String {
        "norm_type=\(normType), kernel_size=\(kernelSize), stride=\(stride.map { "\($0)" } ?? "None"), ceil_mode=\(pythonBool(ceilMode))"
    }
}
