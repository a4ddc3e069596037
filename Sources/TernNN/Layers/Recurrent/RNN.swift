import TernCore

/// A network of Elman's recurrent units.
///
/// h' = tanh(weight_ih * x + bias_ih + weight_hh * h + bias_hh).
///
/// Shapes: [L, N, inputSize] -> [L, N, directions * hiddenSize]; see `RecurrentLayer`.
///
/// - Source: `torch.nn.RNN`; J. Elman (1990).
public final class RNN: RecurrentLayer {
    /// What bends the sums.
    public let nonlinearity: RNNNonlinearity

    /// An RNN with torch's initial weights: uniform within +-1/sqrt(hiddenSize).
    ///
    /// - Parameters:
    ///   - inputSize: the size of an input's vectors.
    ///   - hiddenSize: the size of the state's vectors.
    ///   - numLayers: how many layers are stacked. Default 1.
    ///   - nonlinearity: `.tanh` (the default) or `.relu`.
    ///   - bias: whether learned shifts are added. Default true.
    ///   - batchFirst: whether the batch comes before time in input and output. Default false.
    ///   - dropout: the probability of a 0 between layers, in training. Default 0.
    ///   - bidirectional: whether each layer also runs backwards. Default false.
    ///   - device: where the parameters lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public init(
        _ inputSize: Int, _ hiddenSize: Int, numLayers: Int = 1, nonlinearity: RNNNonlinearity = .tanh,
        bias: Bool = true, batchFirst: Bool = false,
        dropout: any ScalarConvertible = 0.0, bidirectional: Bool = false, device: Device = .cpu,
        dtype: DType = .float32
    ) {
        self.nonlinearity = nonlinearity
        super.init(
            (inputSize, hiddenSize), numLayers: numLayers, bias: bias, batchFirst: batchFirst, dropout: dropout,
            bidirectional: bidirectional, device: device, dtype: dtype, gates: 1,
            step: ElmanStep(nonlinearity: nonlinearity))
    }

    /// The output and the last state, from an input and a first state.
    ///
    /// `let (output, hidden) = try rnn(x)`; where one result is wanted, `rnn(x)` is the output alone.
    ///
    /// - Parameter hidden: the first state. Default zeros.
    /// - Throws: `TensorError` in torch's words for shapes that don't fit.
    public func callAsFunction(_ x: Tensor, _ hidden: Tensor? = nil) throws -> (output: Tensor, hidden: Tensor) {
        let (output, last) = try run(x, hidden.map { [$0] })
        return (output, last[0])
    }

    /// Throws, in torch's words, what its constructor would have thrown.
    public override func validate() throws {
        guard nonlinearity == .tanh || nonlinearity == .relu else {
            throw TensorError(
                .value, "RNN",
                "Unknown nonlinearity '\(nonlinearity.rawValue)'. Select from 'tanh' or 'relu'.")
        }
        try super.validate()
    }
}
