import TernCore

extension F {
    /// x where it is positive, negativeSlope * x elsewhere.
    ///
    /// - Parameter negativeSlope: the slope below 0. Default 0.01.
    /// - Source: `torch.nn.functional.leaky_relu`.
    public static func leakyReLU(_ x: Tensor, negativeSlope: some ScalarConvertible = 0.01) -> Tensor {
        let slope = negativeSlope.scalar.doubleValue
        return Tensor.deferringErrors { try LeakyRule(slope: slope, nodeName: "LeakyReluBackward0").activation(x) }
    }
}

/// The kink at 0 that leaky ReLUs share.
struct LeakyRule {
    /// The slope below 0.
    var slope: Double
    var nodeName: String

    var activation: ActivationRule {
        ActivationRule(kernel: "leaky_relu_cpu", nodeName: nodeName, value: bent) { dy, x in
            try Tensor.where(x .> 0, dy, dy * slope)
        }
    }

    private func bent(_ x: Tensor) throws -> Tensor { try Tensor.where(x .> 0, x, x * slope) }
}
