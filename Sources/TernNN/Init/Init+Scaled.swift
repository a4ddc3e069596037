import TernCore

// Weights whose scale follows from the layer's size, so that signals neither fade nor grow on their way through a
// network.

extension Init {
    /// Numbers uniform within +-gain * sqrt(6 / (fan in + fan out)).
    ///
    /// - Parameters:
    ///   - gain: a factor, see `calculateGain`. Default 1.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` for fewer than two dimensions.
    /// - Source: `torch.nn.init.xavier_uniform_`; X. Glorot and Y. Bengio, AISTATS 2010.
    public static func xavierUniform(
        _ tensor: inout Tensor, gain: Double = 1, generator: Generator = .default
    ) throws {
        let fans = try fans(of: tensor, "xavierUniform")
        if tensor.count == 0 { return }
        let bound = 3.0.squareRoot() * (gain * (2 / (fans.input + fans.output)).squareRoot())
        try uniform(&tensor, -bound, bound, generator: generator)
    }

    /// Normal numbers with standard deviation gain * sqrt(2 / (fan in + fan out)).
    ///
    /// - Parameters:
    ///   - gain: a factor, see `calculateGain`. Default 1.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` for fewer than two dimensions.
    /// - Source: `torch.nn.init.xavier_normal_`; X. Glorot and Y. Bengio, AISTATS 2010.
    public static func xavierNormal(
        _ tensor: inout Tensor, gain: Double = 1, generator: Generator = .default
    ) throws {
        let fans = try fans(of: tensor, "xavierNormal")
        if tensor.count == 0 { return }
        try normal(&tensor, std: gain * (2 / (fans.input + fans.output)).squareRoot(), generator: generator)
    }

    /// Numbers uniform within +-gain * sqrt(3 / fan). A weight without elements draws nothing.
    ///
    /// - Parameters:
    ///   - a: leaky ReLU's slope below 0. Default 0.
    ///   - mode: which fan. Default that of the inputs.
    ///   - nonlinearity: what follows the layer. Default leaky ReLU.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` for fewer than two dimensions.
    /// - Source: `torch.nn.init.kaiming_uniform_`; K. He et al., ICCV 2015.
    public static func kaimingUniform(
        _ tensor: inout Tensor, a: Double = 0, mode: FanMode = .fanIn, nonlinearity: Nonlinearity = .leakyReLU,
        generator: Generator = .default
    ) throws {
        guard let deviation = try kaimingDeviation(tensor, a, mode, nonlinearity, "kaimingUniform") else { return }
        let bound = 3.0.squareRoot() * deviation
        try uniform(&tensor, -bound, bound, generator: generator)
    }

    /// Normal numbers with standard deviation gain / sqrt(fan). A weight without elements draws nothing.
    ///
    /// - Parameters:
    ///   - a: leaky ReLU's slope below 0. Default 0.
    ///   - mode: which fan. Default that of the inputs.
    ///   - nonlinearity: what follows the layer. Default leaky ReLU.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` for fewer than two dimensions.
    /// - Source: `torch.nn.init.kaiming_normal_`; K. He et al., ICCV 2015.
    public static func kaimingNormal(
        _ tensor: inout Tensor, a: Double = 0, mode: FanMode = .fanIn, nonlinearity: Nonlinearity = .leakyReLU,
        generator: Generator = .default
    ) throws {
        guard let deviation = try kaimingDeviation(tensor, a, mode, nonlinearity, "kaimingNormal") else { return }
        try normal(&tensor, std: deviation, generator: generator)
    }

    /// nil for a weight without elements.
    private static func kaimingDeviation(
        _ weight: Tensor, _ a: Double, _ mode: FanMode, _ nonlinearity: Nonlinearity, _ operation: String
    ) throws -> Double? {
        try weight.validate()
        if weight.count == 0 { return nil }
        let fans = try fans(of: weight, operation)
        let fan = mode == .fanIn ? fans.input : fans.output
        return calculateGain(nonlinearity, slope: a) / fan.squareRoot()
    }
}
