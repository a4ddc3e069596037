import TernCore

/// A network of gated recurrent units.
///
/// h' = n + z * (h - n) with gates r, z, n; see `GRUStep`.
///
/// Shapes: [L, N, inputSize] -> [L, N, directions * hiddenSize]; see `RecurrentLayer`.
///
/// - Source: `torch.nn.GRU`; K. Cho et al., EMNLP 2014.
public final class GRU: RecurrentLayer {
    /// A GRU with torch's initial weights: uniform within +-1/sqrt(hiddenSize).
    ///
    /// - Parameters:
    ///   - inputSize: the size of an input's vectors.
    ///   - hiddenSize: the size of the state's vectors.
    ///   - numLayers: how many layers are stacked. Default 1.
    ///   - bias: whether learned shifts are added. Default true.
    ///   - batchFirst: whether the batch comes before time in input and output. Default false.
    ///   - dropout: the probability of a 0 between layers, in training. Default 0.
    ///   - bidirectional: whether each layer also runs backwards. Default false.
    ///   - device: where the parameters lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public init(
        _ inputSize: Int, _ hiddenSize: Int, numLayers: Int = 1, bias: Bool = true, batchFirst: Bool = false,
        dropout: any ScalarConvertible = 0.0, bidirectional: Bool = false, device: Device = .cpu,
        dtype: DType = .float32
    ) {
        super.init(
            (inputSize, hiddenSize), numLayers: numLayers, bias: bias, batchFirst: batchFirst, dropout: dropout,
            bidirectional: bidirectional, device: device, dtype: dtype, gates: 3, step: GRUStep())
    }

    /// The output and the last state, from an input and a first state.
    ///
    /// `let (output, hidden) = try gru(x)`; where one result is wanted, `gru(x)` is the output alone.
    ///
    /// - Parameter hidden: the first state. Default zeros.
    /// - Throws: `TensorError` in torch's words for shapes that don't fit.
    public func callAsFunction(_ x: Tensor, _ hidden: Tensor? = nil) throws -> (output: Tensor, hidden: Tensor) {
        let (output, last) = try run(x, hidden.map { [$0] })
        return (output, last[0])
    }
}
