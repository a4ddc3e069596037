import TernCore

/// y = x * weight^T + bias with learned weight and bias.
///
/// Shapes: […, inFeatures] -> […, outFeatures]. `weight` [outFeatures, inFeatures], `bias` [outFeatures].
///
/// - Source: `torch.nn.Linear`.
public class Linear: Module {
    /// The matrix, [outFeatures, inFeatures].
    public let weight: Parameter
    /// The shift; nil without bias.
    public let bias: Parameter?
    /// Size of the last dimension of the input.
    public let inFeatures: Int
    /// Size of the last dimension of the output.
    public let outFeatures: Int

    /// A linear layer with torch's initial weights: uniform within +-1/sqrt(inFeatures), drawn from the default generator.
    ///
    /// - Parameters:
    ///   - inFeatures: size of the last dimension of the input.
    ///   - outFeatures: size of the last dimension of the output.
    ///   - bias: whether a learned shift is added. Default true.
    ///   - device: where the parameters lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public init(
        _ inFeatures: Int, _ outFeatures: Int, bias: Bool = true, device: Device = .cpu, dtype: DType = .float32
    ) {
        self.inFeatures = inFeatures
        self.outFeatures = outFeatures
        weight = Parameter(Init.defaultWeight([outFeatures, inFeatures], dtype: dtype, device: device))
        self.bias =
            bias ? Parameter(Init.defaultBias(outFeatures, fanIn: inFeatures, dtype: dtype, device: device)) : nil
    }

    /// The product with the weights, plus the bias.
    public func forward(_ x: Tensor) throws -> Tensor { try F.linear(x, weight.tensor, bias?.tensor) }

    /// Torch's text between the parentheses.
    public var extraText: String {
        "in_features=\(inFeatures), out_features=\(outFeatures), bias=\(bias == nil ? "False" : "True")"
    }
}
