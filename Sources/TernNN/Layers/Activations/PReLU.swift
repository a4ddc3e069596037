import TernCore

/// x where it is positive, weight * x elsewhere, with a learned weight: one, or one for each channel.
///
/// Shapes: [N, C, …] -> [N, C, …]. `weight` [numParameters].
///
/// - Source: `torch.nn.PReLU`; K. He et al., ICCV 2015.
public final class PReLU: Module {
    /// The slope below 0.
    public let weight: Parameter
    /// How many slopes there are.
    public let numParameters: Int

    /// A parametric ReLU.
    ///
    /// - Parameters:
    ///   - numParameters: 1, or the number of channels. Default 1.
    ///   - initial: every slope at first (torch's `init`). Default 0.25.
    ///   - device: where the parameter lies. Default the processor.
    ///   - dtype: its type. Default float32.
    public init(
        _ numParameters: Int = 1, initial: Double = 0.25, device: Device = .cpu, dtype: DType = .float32
    ) {
        self.numParameters = numParameters
        weight = Parameter(.full([numParameters], initial, dtype: dtype, device: device))
    }

    /// The result of `F.prelu`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.prelu(x, weight.tensor) }

    /// Torch's text between the parentheses.
    public var extraText: String { "num_parameters=\(numParameters)" }
}
