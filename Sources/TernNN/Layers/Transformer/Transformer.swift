import TernCore

/// A transformer: an encoder of the source sequence, and a decoder that attends to the encoder's result.
///
/// Shapes: src [S, N, dModel] and tgt [T, N, dModel], with `batchFirst` [N, S, dModel] and [N, T, dModel], or [S, dModel] and
/// [T, dModel] -> as tgt.
///
/// - Source: `torch.nn.Transformer`; A. Vaswani et al., NIPS 2017.
public final class Transformer: Module {
    /// The encoder.
    public let encoder: TransformerEncoder
    /// The decoder.
    public let decoder: TransformerDecoder
    /// The size of inputs and results.
    public let dModel: Int
    /// How many attentions.
    public let nhead: Int
    /// Whether the batch comes first.
    public let batchFirst: Bool

    /// A transformer whose matrices are drawn by `Init.xavierUniform`.
    ///
    /// - Parameters:
    ///   - dModel: the size of inputs and results, a multiple of `nhead`. Default 512.
    ///   - nhead: how many attentions. Default 8.
    ///   - numEncoderLayers: the encoder's layers. Default 6.
    ///   - numDecoderLayers: the decoder's layers. Default 6.
    ///   - dimFeedforward: the size between a layer's linear maps. Default 2048.
    ///   - dropout: the probability of a 0 in training. Default 0.1.
    ///   - activation: what comes between the linear maps. Default `.relu`.
    ///   - customEncoder: an encoder of your own. Default none.
    ///   - customDecoder: a decoder of your own. Default none.
    ///   - layerNormEps: the normalisations' eps. Default 1e-5.
    ///   - batchFirst: whether the batch comes first. Default false.
    ///   - normFirst: whether normalisations come first. Default false.
    ///   - bias: whether linear maps and normalisations have shifts. Default true.
    ///   - device: where the parameters lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public init(
        _ dModel: Int = 512, _ nhead: Int = 8, numEncoderLayers: Int = 6, numDecoderLayers: Int = 6,
        dimFeedforward: Int = 2048, dropout: Double = 0.1, activation: TransformerActivation = .relu,
        customEncoder: TransformerEncoder? = nil, customDecoder: TransformerDecoder? = nil,
        layerNormEps: Double = 1e-5, batchFirst: Bool = false, normFirst: Bool = false, bias: Bool = true,
        device: Device = .cpu, dtype: DType = .float32
    ) {
        func norm() -> LayerNorm { LayerNorm(dModel, eps: layerNormEps, bias: bias, device: device, dtype: dtype) }
        encoder =
            customEncoder
            ?? TransformerEncoder(
                TransformerEncoderLayer(
                    dModel, nhead, dimFeedforward: dimFeedforward, dropout: dropout, activation: activation,
                    layerNormEps: layerNormEps, batchFirst: batchFirst, normFirst: normFirst, bias: bias,
                    device: device, dtype: dtype), numLayers: numEncoderLayers, norm: norm())
        decoder =
            customDecoder
            ?? TransformerDecoder(
                TransformerDecoderLayer(
                    dModel, nhead, dimFeedforward: dimFeedforward, dropout: dropout, activation: activation,
                    layerNormEps: layerNormEps, batchFirst: batchFirst, normFirst: normFirst, bias: bias,
                    device: device, dtype: dtype), numLayers: numDecoderLayers, norm: norm())
        self.dModel = dModel
        self.nhead = nhead
        self.batchFirst = batchFirst
        // A size that cannot be is the first use's error.
        for parameter in parameters where parameter.shape.count > 1 { try? Init.xavierUniform(parameter) }
    }

    /// The result for a pair of sequences or a batch of them.
    ///
    /// - Parameters:
    ///   - srcMask: [S, S] or [N * nhead, S, S]; true where a position is not to be attended to, or numbers that are added.
    ///     Default none.
    ///   - tgtMask: [T, T] or [N * nhead, T, T], the same for `tgt`; see `generateSquareSubsequentMask`. Default none.
    ///   - memoryMask: [T, S], the same for the encoder's result. Default none.
    ///   - srcKeyPaddingMask: [N, S]; true for a position that is not to be used. Default none.
    ///   - tgtKeyPaddingMask: [N, T], the same for `tgt`. Default none.
    ///   - memoryKeyPaddingMask: [N, S], the same for the encoder's result. Default none.
    ///   - srcIsCausal: a hint that `srcMask` is the causal one. Default false.
    ///   - tgtIsCausal: the same of `tgtMask`. Default false.
    ///   - memoryIsCausal: the same of `memoryMask`. Default false.
    /// - Throws: `TensorError` in torch's words for shapes that don't fit.
    public func callAsFunction(
        _ src: Tensor, _ tgt: Tensor, srcMask: Tensor? = nil, tgtMask: Tensor? = nil, memoryMask: Tensor? = nil,
        srcKeyPaddingMask: Tensor? = nil, tgtKeyPaddingMask: Tensor? = nil, memoryKeyPaddingMask: Tensor? = nil,
        srcIsCausal: Bool = false, tgtIsCausal: Bool = false, memoryIsCausal: Bool = false
    ) throws -> Tensor {
        try validate()
        try check(src, tgt)
        let memory = try encoder(
            src, mask: srcMask, srcKeyPaddingMask: srcKeyPaddingMask, isCausal: srcIsCausal)
        return try decoder(
            tgt, memory, tgtMask: tgtMask, memoryMask: memoryMask, tgtKeyPaddingMask: tgtKeyPaddingMask,
            memoryKeyPaddingMask: memoryKeyPaddingMask, tgtIsCausal: tgtIsCausal, memoryIsCausal: memoryIsCausal)
    }

    private func check(_ src: Tensor, _ tgt: Tensor) throws {
        try src.validate()
        try tgt.validate()
        func refuse(_ text: String) -> TensorError {
            TensorError("Transformer", text, shapes: ["src": src.shape, "tgt": tgt.shape])
        }
        guard src.ndim > 1, tgt.ndim > 1 else { throw refuse("src and tgt must have 2 or 3 dimensions") }
        let batch = batchFirst ? 0 : 1
        guard src.ndim != 3 || src.shape[batch] == tgt.shape[batch] else {
            throw refuse("the batch number of src and tgt must be equal")
        }
        guard src.shape.last == dModel, tgt.shape.last == dModel else {
            throw refuse("the feature number of src and tgt must be equal to d_model")
        }
    }

    /// Throws what went wrong when the layers were made.
    public func validate() throws {
        try encoder.validate()
        try decoder.validate()
    }

    /// The mask [size, size] that lets each position attend to itself and those before it: 0 there, minus infinity elsewhere.
    ///
    /// - Source: `torch.nn.Transformer.generate_square_subsequent_mask`.
    public static func generateSquareSubsequentMask(
        _ size: Int, device: Device = .cpu, dtype: DType = .float32
    ) throws -> Tensor {
        try Tensor.full([size, size], -Double.infinity, dtype: dtype, device: device).triu(diagonal: 1)
    }
}
