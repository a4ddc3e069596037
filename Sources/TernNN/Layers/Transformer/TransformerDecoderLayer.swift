import TernCore

/// One layer of a transformer's decoder: self-attention, attention to the encoder's result, then two linear maps with an activation
/// between them, each with a residual connection and a layer normalisation.
///
/// x = norm1(tgt + selfAttention(tgt)), y = norm2(x + attention(x, memory)), result = norm3(y + linear2(activation(linear1(y))));
/// with `normFirst` the normalisations come first, inside the residual connections. In training, dropout acts as in
/// `TransformerEncoderLayer`.
///
/// Shapes: tgt [T, N, dModel] and memory [S, N, dModel], with `batchFirst` [N, T, dModel] and [N, S, dModel], or [T, dModel] and
/// [S, dModel] -> as tgt.
///
/// - Source: `torch.nn.TransformerDecoderLayer`; A. Vaswani et al., NIPS 2017.
public final class TransformerDecoderLayer: Module {
    /// The attention of each position to all.
    public let selfAttn: MultiheadAttention
    /// The attention to the encoder's result.
    public let multiheadAttn: MultiheadAttention
    /// The first linear map.
    public let linear1: Linear
    /// Behind the activation.
    public let dropout: Dropout
    /// The second linear map.
    public let linear2: Linear
    /// The self-attention's normalisation.
    public let norm1: LayerNorm
    /// The attention's normalisation.
    public let norm2: LayerNorm
    /// The linear maps' normalisation.
    public let norm3: LayerNorm
    /// Behind the self-attention.
    public let dropout1: Dropout
    /// Behind the attention.
    public let dropout2: Dropout
    /// Behind the second linear map.
    public let dropout3: Dropout
    /// Whether normalisations come first.
    public let normFirst: Bool
    /// What comes between the linear maps.
    public let activation: TransformerActivation
    private let dtype: DType

    /// A layer with torch's initial weights. Parameters as `TransformerEncoderLayer`.
    public init(
        _ dModel: Int, _ nhead: Int, dimFeedforward: Int = 2048, dropout: Double = 0.1,
        activation: TransformerActivation = .relu, layerNormEps: Double = 1e-5, batchFirst: Bool = false,
        normFirst: Bool = false, bias: Bool = true, device: Device = .cpu, dtype: DType = .float32
    ) {
        func attention() -> MultiheadAttention {
            MultiheadAttention(
                dModel, nhead, dropout: dropout, bias: bias, batchFirst: batchFirst, device: device, dtype: dtype)
        }
        func norm() -> LayerNorm { LayerNorm(dModel, eps: layerNormEps, bias: bias, device: device, dtype: dtype) }
        selfAttn = attention()
        multiheadAttn = attention()
        linear1 = Linear(dModel, dimFeedforward, bias: bias, device: device, dtype: dtype)
        self.dropout = Dropout(p: dropout)
        linear2 = Linear(dimFeedforward, dModel, bias: bias, device: device, dtype: dtype)
        norm1 = norm()
        norm2 = norm()
        norm3 = norm()
        dropout1 = Dropout(p: dropout)
        dropout2 = Dropout(p: dropout)
        dropout3 = Dropout(p: dropout)
        self.normFirst = normFirst
        self.activation = activation
        self.dtype = dtype
    }

    /// The result for a sequence or a batch of sequences.
    ///
    /// - Parameters:
    ///   - memory: the encoder's result.
    ///   - tgtMask: [T, T] or [N * nhead, T, T]; true where a position is not to be attended to, or numbers that are added.
    ///     Default none.
    ///   - memoryMask: [T, S] or [N * nhead, T, S], the same for `memory`. Default none.
    ///   - tgtKeyPaddingMask: [N, T]; true for a position that is not to be used. Default none.
    ///   - memoryKeyPaddingMask: [N, S], the same for `memory`. Default none.
    ///   - tgtIsCausal: a hint that `tgtMask` is the causal one. Default false.
    ///   - memoryIsCausal: the same of `memoryMask`. Default false.
    /// - Throws: `TensorError` in torch's words for shapes that don't fit.
    public func callAsFunction(
        _ tgt: Tensor, _ memory: Tensor, tgtMask: Tensor? = nil, memoryMask: Tensor? = nil,
        tgtKeyPaddingMask: Tensor? = nil, memoryKeyPaddingMask: Tensor? = nil, tgtIsCausal: Bool = false,
        memoryIsCausal: Bool = false
    ) throws -> Tensor {
        try validate()
        let own = AttentionMasks(mask: tgtMask, keyPadding: tgtKeyPaddingMask, isCausal: tgtIsCausal)
        let others = AttentionMasks(mask: memoryMask, keyPadding: memoryKeyPaddingMask, isCausal: memoryIsCausal)
        func attendedSelf(_ x: Tensor) throws -> Tensor { try dropout1(selfAttn.attended(x, to: x, own)) }
        func attended(_ x: Tensor) throws -> Tensor { try dropout2(multiheadAttn.attended(x, to: memory, others)) }
        func fed(_ x: Tensor) throws -> Tensor { try dropout3(linear2(dropout(activation(linear1(x))))) }
        guard normFirst else {
            let x = try norm1(tgt.add(attendedSelf(tgt)))
            let y = try norm2(x.add(attended(x)))
            return try norm3(y.add(fed(y)))
        }
        let x = try tgt.add(attendedSelf(norm1(tgt)))
        let y = try x.add(attended(norm2(x)))
        return try y.add(fed(norm3(y)))
    }

    /// Throws, in torch's words, what its constructor would have thrown.
    public func validate() throws {
        for part in namedChildren { try part.module.validate() }
        try activation.validate()
    }

    /// A layer of its own with equal parameters. Draws nothing from the random stream.
    func copy() throws -> TransformerDecoderLayer {
        let twin = Generator.withDefault(Generator(seed: 0)) {
            TransformerDecoderLayer(
                selfAttn.embedDim, selfAttn.numHeads, dimFeedforward: linear1.outFeatures, dropout: dropout.p,
                activation: activation, layerNormEps: norm1.eps, batchFirst: selfAttn.batchFirst,
                normFirst: normFirst, bias: linear1.bias != nil, dtype: dtype)
        }
        twin.takeState(of: self)
        return twin
    }
}
