import TernCore

/// Root-mean-square normalisation: the last dimensions of every sample are scaled to mean square 1, then by `weight`, which is
/// learned.
///
/// y = x / sqrt(mean(x^2) + eps) * weight, with the mean over the last dimensions.
///
/// Shapes: […, normalizedShape] -> the same.
///
/// - Source: `torch.nn.RMSNorm`; Zhang and Sennrich 2019.
public final class RMSNorm: Module {
    /// The scale of each element; nil without `elementwiseAffine`.
    public let weight: Parameter?
    /// The dimensions that are normalised over.
    public let normalizedShape: [Int]
    /// Added to the mean square; nil for the distance from 1 to the next number of the input's type.
    public let eps: Double?
    /// Whether the scale is learned.
    public let elementwiseAffine: Bool

    /// A normalisation with weight 1.
    ///
    /// - Parameters:
    ///   - normalizedShape: the last dimensions, `64` or `[3, 5]`.
    ///   - eps: added to the mean square. Default the distance from 1 to the next number of the input's type.
    ///   - elementwiseAffine: whether the scale is learned. Default true.
    ///   - device: where the weight lies. Default the processor.
    ///   - dtype: its type. Default float32.
    public init(
        _ normalizedShape: any SizeArgument, eps: Double? = nil, elementwiseAffine: Bool = true, device: Device = .cpu,
        dtype: DType = .float32
    ) {
        let shape = normalizedShape.size.values
        self.normalizedShape = shape
        self.eps = eps
        self.elementwiseAffine = elementwiseAffine
        weight = elementwiseAffine ? Parameter(Tensor.ones(shape, dtype: dtype, device: device)) : nil
    }

    /// The normalised samples.
    public func forward(_ x: Tensor) throws -> Tensor {
        try validate()
        return try F.rmsNorm(x, normalizedShape: normalizedShape, weight: weight?.tensor, eps: eps)
    }

    /// Throws what went wrong when the parameters were made.
    public func validate() throws { try validate(weight) }

    /// Torch's text between the parentheses.
    public var extraText: String {
        "\(pythonTuple(normalizedShape)), eps=\(eps.map(pythonFloat) ?? "None"), elementwise_affine=\(pythonBool(elementwiseAffine))"
    }
}
