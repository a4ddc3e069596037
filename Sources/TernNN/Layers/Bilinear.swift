import TernCore

/// y = x1 * weight[k] * x2^T + bias[k] for each output k, with learned weight and bias.
///
/// A module of two inputs: `try layer(x1, x2)`. Shapes: […, in1Features] and […, in2Features] -> […, outFeatures].
/// `weight` [outFeatures, in1Features, in2Features], `bias` [outFeatures].
///
/// - Source: `torch.nn.Bilinear`.
public final class Bilinear: Module {
    /// The matrices.
    public let weight: Parameter
    /// The shift; nil without bias.
    public let bias: Parameter?
    /// Size of the first input's last dimension.
    public let in1Features: Int
    /// Size of the second input's last dimension.
    public let in2Features: Int
    /// Size of the output's last dimension.
    public let outFeatures: Int

    /// A bilinear layer with torch's initial weights: uniform within +-1/sqrt(in1Features).
    ///
    /// - Parameters:
    ///   - in1Features: size of the first input's last dimension.
    ///   - in2Features: size of the second input's last dimension.
    ///   - outFeatures: size of the output's last dimension.
    ///   - bias: whether a learned shift is added. Default true.
    ///   - device: where the parameters lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public init(
        _ in1Features: Int, _ in2Features: Int, _ outFeatures: Int, bias: Bool = true, device: Device = .cpu,
        dtype: DType = .float32
    ) {
        self.in1Features = in1Features
        self.in2Features = in2Features
        self.outFeatures = outFeatures
        let bound = in1Features > 0 ? 1 / Double(in1Features).squareRoot() : 0
        func drawn(_ shape: [Int]) -> Parameter {
            Parameter(.uniform(shape, low: -bound, high: bound, dtype: dtype, device: device))
        }
        weight = drawn([outFeatures, in1Features, in2Features])
        self.bias = bias ? drawn([outFeatures]) : nil
    }

    /// The result of `F.bilinear`.
    public func callAsFunction(_ x1: Tensor, _ x2: Tensor) throws -> Tensor {
        try validate()
        return try F.bilinear(x1, x2, weight.tensor, bias?.tensor)
    }

    /// Throws, in torch's words, without features in the first input.
    public func validate() throws {
        guard in1Features != 0 else {
            throw TensorError(.value, "Bilinear", "in1_features must be > 0, but got (in1_features=0)")
        }
        try weight.tensor.validate()
    }

    /// Torch's text between the parentheses.
    public var extraText: String {
        "in1_features=\(in1Features), in2_features=\(in2Features), out_features=\(outFeatures), bias=\(bias == nil ? "False" : "True")"
    }
}
