import TernCore

/// Ways to set initial weights, with torch's numbers for torch's seed: `try Init.xavierUniform(conv.weight)`.
///
/// Each takes a `Parameter`, or a tensor to write to (`&w`). Nothing is recorded for `backward()`.
///
/// - Source: `torch.nn.init`.
public enum Init {
    /// Which of a weight's two sizes keeps its scale: that of the signal on the way in, or of the gradient on the way
    /// out.
    public enum FanMode: String, Sendable, Hashable, CaseIterable {
        /// Inputs of each output element: the forward signal keeps its variance.
        case fanIn = "fan_in"
        /// Outputs that each input element reaches: the gradient keeps its variance.
        case fanOut = "fan_out"
    }

    /// What follows the layer, for `calculateGain`. The raw values are torch's names.
    public enum Nonlinearity: String, Sendable, Hashable, CaseIterable {
        /// Nothing.
        case linear
        /// A 1-d convolution; as `linear`.
        case conv1d
        /// A 2-d convolution; as `linear`.
        case conv2d
        /// A 3-d convolution; as `linear`.
        case conv3d
        /// A transposed 1-d convolution; as `linear`.
        case convTranspose1d = "conv_transpose1d"
        /// A transposed 2-d convolution; as `linear`.
        case convTranspose2d = "conv_transpose2d"
        /// A transposed 3-d convolution; as `linear`.
        case convTranspose3d = "conv_transpose3d"
        /// 1 / (1 + e^-x).
        case sigmoid
        /// The hyperbolic tangent.
        case tanh
        /// max(x, 0).
        case relu
        /// max(x, a x).
        case leakyReLU = "leaky_relu"
        /// The self-normalising unit.
        case selu
    }

    /// The factor by which weights grow to make up for what the nonlinearity takes away.
    ///
    /// - Parameter slope: leaky ReLU's slope below 0. Default 0.01; other nonlinearities have none.
    /// - Source: `torch.nn.init.calculate_gain`.
    public static func calculateGain(_ nonlinearity: Nonlinearity, slope: Double = 0.01) -> Double {
        switch nonlinearity {
        case .linear, .conv1d, .conv2d, .conv3d, .convTranspose1d, .convTranspose2d, .convTranspose3d, .sigmoid: 1
        case .tanh: 5.0 / 3
        case .relu: (2.0).squareRoot()
        case .leakyReLU: (2 / (1 + slope * slope)).squareRoot()
        case .selu: 3.0 / 4
        }
    }

    /// How many inputs each output of a weight has, and how many outputs each input.
    ///
    /// - Throws: torch's `ValueError` for a weight of fewer than two dimensions.
    static func fans(of weight: Tensor, _ operation: String) throws -> (input: Double, output: Double) {
        try weight.validate()
        guard weight.ndim >= 2 else {
            throw TensorError(
                .value, operation,
                "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions",
                shapes: ["weight": weight.shape])
        }
        let window = weight.shape.dropFirst(2).reduce(1.0) { $0 * Double($1) }
        return (Double(weight.shape[1]) * window, Double(weight.shape[0]) * window)
    }
}
