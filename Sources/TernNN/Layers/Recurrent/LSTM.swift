import TernCore

/// A network of long short-term memory.
///
/// c' = f * c + i * g, h' = o * tanh(c') with gates i, f, g, o; see `LSTMStep`.
///
/// Shapes: [L, N, inputSize] -> [L, N, directions * hiddenSize]; see `RecurrentLayer`.
///
/// - Source: `torch.nn.LSTM`; S. Hochreiter, J. Schmidhuber (1997).
public final class LSTM: RecurrentLayer {
    /// An LSTM with torch's initial weights: uniform within +-1/sqrt(hiddenSize).
    ///
    /// - Parameters:
    ///   - inputSize: the size of an input's vectors.
    ///   - hiddenSize: the size of the state's vectors.
    ///   - numLayers: how many layers are stacked. Default 1.
    ///   - bias: whether learned shifts are added. Default true.
    ///   - batchFirst: whether the batch comes before time in input and output. Default false.
    ///   - dropout: the probability of a 0 between layers, in training. Default 0.
    ///   - bidirectional: whether each layer also runs backwards. Default false.
    ///   - projSize: the size that the output is projected to, below hiddenSize; 0 (the default) for none.
    ///   - device: where the parameters lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public init(
        _ inputSize: Int, _ hiddenSize: Int, numLayers: Int = 1, bias: Bool = true, batchFirst: Bool = false,
        dropout: any ScalarConvertible = 0.0, bidirectional: Bool = false, projSize: Int = 0, device: Device = .cpu,
        dtype: DType = .float32
    ) {
        super.init(
            (inputSize, hiddenSize), numLayers: numLayers, bias: bias, batchFirst: batchFirst, dropout: dropout,
            bidirectional: bidirectional, projSize: projSize, device: device, dtype: dtype, gates: 4, stateCount: 2,
            step: LSTMStep())
    }

    /// The output and the last states, from an input and first states.
    ///
    /// `let (output, state) = try lstm(x)`; where one result is wanted, `lstm(x)` is the output alone.
    ///
    /// - Parameter state: the first hidden and cell states. Default zeros.
    /// - Throws: `TensorError` in torch's words for shapes that don't fit.
    public func callAsFunction(
        _ x: Tensor, _ state: (hidden: Tensor, cell: Tensor)? = nil
    ) throws -> (output: Tensor, state: (hidden: Tensor, cell: Tensor)) {
        let (output, last) = try run(x, state.map { [$0.hidden, $0.cell] })
        return (output, (last[0], last[1]))
    }
}
