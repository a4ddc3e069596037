import TernCore

/// One layer of a transformer's encoder: self-attention, then two linear maps with an activation between them, each with a residual
/// connection and a layer normalisation.
///
/// y = norm1(x + attention(x)), result = norm2(y + linear2(activation(linear1(y)))); with `normFirst` the normalisations come before
/// attention and linear maps, inside the residual connections. In training, dropout acts on the attention's weights, on its result,
/// behind the activation and on the second linear map's result.
///
/// Shapes: [L, N, dModel], with `batchFirst` [N, L, dModel], or [L, dModel] -> the same.
///
/// - Source: `torch.nn.TransformerEncoderLayer`; A. Vaswani et al., NIPS 2017.
public final class TransformerEncoderLayer: Module {
    /// The attention of each position to all.
    public let selfAttn: MultiheadAttention
    /// The first linear map.
    public let linear1: Linear
    /// Behind the activation.
    public let dropout: Dropout
    /// The second linear map.
    public let linear2: Linear
    /// The attention's normalisation.
    public let norm1: LayerNorm
    /// The linear maps' normalisation.
    public let norm2: LayerNorm
    /// Behind the attention.
    public let dropout1: Dropout
    /// Behind the second linear map.
    public let dropout2: Dropout
    /// Whether normalisations come first.
    public let normFirst: Bool
    /// What comes between the linear maps.
    public let activation: TransformerActivation
    private let dtype: DType

    /// A layer with torch's initial weights.
    ///
    /// - Parameters:
    ///   - dModel: the size of inputs and results, a multiple of `nhead`.
    ///   - nhead: how many attentions.
    ///   - dimFeedforward: the size between the linear maps. Default 2048.
    ///   - dropout: the probability of a 0 in training. Default 0.1.
    ///   - activation: what comes between the linear maps. Default `.relu`.
    ///   - layerNormEps: the normalisations' eps. Default 1e-5.
    ///   - batchFirst: whether the batch comes first. Default false.
    ///   - normFirst: whether normalisations come first. Default false.
    ///   - bias: whether linear maps and normalisations have shifts. Default true.
    ///   - device: where the parameters lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public init(
        _ dModel: Int, _ nhead: Int, dimFeedforward: Int = 2048, dropout: Double = 0.1,
        activation: TransformerActivation = .relu, layerNormEps: Double = 1e-5, batchFirst: Bool = false,
        normFirst: Bool = false, bias: Bool = true, device: Device = .cpu, dtype: DType = .float32
    ) {
        func norm() -> LayerNorm { LayerNorm(dModel, eps: layerNormEps, bias: bias, device: device, dtype: dtype) }
        selfAttn = MultiheadAttention(
            dModel, nhead, dropout: dropout, bias: bias, batchFirst: batchFirst, device: device, dtype: dtype)
        linear1 = Linear(dModel, dimFeedforward, bias: bias, device: device, dtype: dtype)
        self.dropout = Dropout(p: dropout)
        linear2 = Linear(dimFeedforward, dModel, bias: bias, device: device, dtype: dtype)
        norm1 = norm()
        norm2 = norm()
        dropout1 = Dropout(p: dropout)
        dropout2 = Dropout(p: dropout)
        self.normFirst = normFirst
        self.activation = activation
        self.dtype = dtype
    }

    /// The result without masks.
    public func forward(_ x: Tensor) throws -> Tensor { try self(x, srcMask: nil) }

    /// The result for a sequence or a batch of sequences.
    ///
    /// - Parameters:
    ///   - srcMask: [L, L] or [N * nhead, L, L]; true where a position is not to be attended to, or numbers that are added.
    ///     Default none.
    ///   - srcKeyPaddingMask: [N, L]; true for a position that is not to be used, or numbers that are added. Default none.
    ///   - isCausal: a hint that `srcMask` is the causal one. Default false.
    /// - Throws: `TensorError` in torch's words for shapes that don't fit.
    public func callAsFunction(
        _ src: Tensor, srcMask: Tensor?, srcKeyPaddingMask: Tensor? = nil, isCausal: Bool = false
    ) throws -> Tensor {
        try validate()
        let masks = AttentionMasks(mask: srcMask, keyPadding: srcKeyPaddingMask, isCausal: isCausal)
        func attended(_ x: Tensor) throws -> Tensor { try dropout1(selfAttn.attended(x, to: x, masks)) }
        func fed(_ x: Tensor) throws -> Tensor { try dropout2(linear2(dropout(activation(linear1(x))))) }
        guard normFirst else {
            let x = try norm1(src.add(attended(src)))
            return try norm2(x.add(fed(x)))
        }
        let x = try src.add(attended(norm1(src)))
        return try x.add(fed(norm2(x)))
    }

    /// Throws, in torch's words, what its constructor would have thrown.
    public func validate() throws {
        for part in namedChildren { try part.module.validate() }
        try activation.validate()
    }

    /// A layer of its own with equal parameters. Draws nothing from the random stream.
    func copy() throws -> TransformerEncoderLayer {
        let twin = Generator.withDefault(Generator(seed: 0)) {
            TransformerEncoderLayer(
                selfAttn.embedDim, selfAttn.numHeads, dimFeedforward: linear1.outFeatures, dropout: dropout.p,
                activation: activation, layerNormEps: norm1.eps, batchFirst: selfAttn.batchFirst,
                normFirst: normFirst, bias: linear1.bias != nil, dtype: dtype)
        }
        twin.takeState(of: self)
        return twin
    }
}
