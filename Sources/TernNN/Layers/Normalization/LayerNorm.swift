import TernCore

/// Layer normalisation: the last dimensions of every sample are shifted and scaled to mean 0 and variance 1, then scaled by
/// `weight` and shifted by `bias`, which are learned.
///
/// y = (x - mean) / sqrt(var + eps) * weight + bias, with mean and (biased) variance over the last dimensions.
///
/// Shapes: […, normalizedShape] -> the same.
///
/// - Source: `torch.nn.LayerNorm`; Ba, Kiros and Hinton 2016.
public final class LayerNorm: Module {
    /// The scale of each element; nil without `elementwiseAffine`.
    public let weight: Parameter?
    /// The shift of each element; nil without `elementwiseAffine` or `bias`.
    public let bias: Parameter?
    /// The dimensions that are normalised over.
    public let normalizedShape: [Int]
    /// Added to the variance.
    public let eps: Double
    /// Whether scale and shift are learned.
    public let elementwiseAffine: Bool

    /// A layer normalisation with weight 1 and bias 0.
    ///
    /// - Parameters:
    ///   - normalizedShape: the last dimensions, `64` or `[3, 5]`.
    ///   - eps: added to the variance. Default 1e-5.
    ///   - elementwiseAffine: whether scale and shift are learned. Default true.
    ///   - bias: whether the shift is learned, if `elementwiseAffine`. Default true.
    ///   - device: where all tensors lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public init(
        _ normalizedShape: any SizeArgument, eps: Double = 1e-5, elementwiseAffine: Bool = true, bias: Bool = true,
        device: Device = .cpu, dtype: DType = .float32
    ) {
        let shape = normalizedShape.size.values
        self.normalizedShape = shape
        self.eps = eps
        self.elementwiseAffine = elementwiseAffine
        weight = elementwiseAffine ? Parameter(Tensor.ones(shape, dtype: dtype, device: device)) : nil
        self.bias = elementwiseAffine && bias ? Parameter(Tensor.zeros(shape, dtype: dtype, device: device)) : nil
    }

    /// The normalised samples.
    public func forward(_ x: Tensor) throws -> Tensor {
        try validate()
        return try F.layerNorm(
            x, normalizedShape: normalizedShape, weight: weight?.tensor, bias: bias?.tensor, eps: eps)
    }

    /// Throws what went wrong when the parameters were made.
    public func validate() throws { try validate(weight, bias) }

    /// Torch's text between the parentheses.
    public var extraText: String {
        "\(pythonTuple(normalizedShape)), eps=\(pythonFloat(eps)), elementwise_affine=\(pythonBool(elementwiseAffine)), bias=\(pythonBool(bias != nil))"
    }
}
