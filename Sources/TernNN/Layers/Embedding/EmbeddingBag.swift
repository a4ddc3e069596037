import TernCore

/// A table of learned vectors, of which bags of numbers give the sum, mean or maximum.
///
/// Shapes: [B, L], or [T] with offsets [B], of int64 or int32 -> [B, embeddingDim]. `weight` [numEmbeddings, embeddingDim].
///
/// - Source: `torch.nn.EmbeddingBag`.
public final class EmbeddingBag: Module {
    /// The table.
    public let weight: Parameter
    /// How many vectors there are.
    public let numEmbeddings: Int
    /// Their size.
    public let embeddingDim: Int
    /// The greatest length of a vector; longer ones are shortened when they are used.
    public let maxNorm: Scalar?
    /// The p of the norm that `maxNorm` limits.
    public let normType: Scalar
    /// Whether a row's gradient is divided by how often it is used.
    public let scaleGradByFreq: Bool
    /// What becomes of a bag's vectors.
    public let mode: EmbeddingBagMode
    /// Whether the last offset is the end of the last bag.
    public let includeLastOffset: Bool
    /// A row that no bag counts.
    public let paddingIdx: Int?

    private let givenPaddingIdx: Int?

    /// A table with torch's initial weights: normal, the padding row zero.
    ///
    /// - Parameters:
    ///   - numEmbeddings: how many vectors.
    ///   - embeddingDim: their size.
    ///   - maxNorm: the greatest length of a vector. Default none.
    ///   - normType: the p of that norm. Default 2.
    ///   - scaleGradByFreq: whether a row's gradient is divided by how often it is used. Default false.
    ///   - mode: what becomes of a bag's vectors. Default `.mean`.
    ///   - includeLastOffset: whether the last offset is the end of the last bag. Default false.
    ///   - paddingIdx: a row that no bag counts; negative counts from the end. Default none.
    ///   - device: where the parameters lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public init(
        _ numEmbeddings: Int, _ embeddingDim: Int, maxNorm: (any ScalarConvertible)? = nil,
        normType: any ScalarConvertible = 2.0, scaleGradByFreq: Bool = false, mode: EmbeddingBagMode = .mean,
        includeLastOffset: Bool = false, paddingIdx: Int? = nil, device: Device = .cpu, dtype: DType = .float32
    ) {
        let table = Embedding(numEmbeddings, embeddingDim, paddingIdx: paddingIdx, device: device, dtype: dtype)
        weight = table.weight
        self.numEmbeddings = numEmbeddings
        self.embeddingDim = embeddingDim
        self.maxNorm = maxNorm?.scalar
        self.normType = normType.scalar
        self.scaleGradByFreq = scaleGradByFreq
        self.mode = mode
        self.includeLastOffset = includeLastOffset
        givenPaddingIdx = paddingIdx
        self.paddingIdx = table.paddingIdx
    }

    /// The bags' vectors for x [B, L].
    public func forward(_ x: Tensor) throws -> Tensor { try self(x, nil) }

    /// The bags' vectors.
    ///
    /// - Parameters:
    ///   - x: the vectors' numbers, [B, L] or [T].
    ///   - offsets: where the bags begin in [T]; nil for [B, L].
    ///   - perSampleWeights: factors of the vectors, in x's shape. Default none.
    public func callAsFunction(
        _ x: Tensor, _ offsets: Tensor?, perSampleWeights: Tensor? = nil
    ) throws -> Tensor {
        try validate()
        if let maxNorm {
            try F.renormalizeEmbedding(
                &weight.tensor, rows: x, maxNorm: maxNorm.doubleValue, normType: normType.doubleValue)
        }
        return try F.embeddingBag(
            x, weight.tensor, offsets: offsets, scaleGradByFreq: scaleGradByFreq, mode: mode,
            perSampleWeights: perSampleWeights, includeLastOffset: includeLastOffset, paddingIdx: givenPaddingIdx)
    }

    /// Throws, in torch's words, what its constructor would have thrown.
    public func validate() throws {
        if let index = givenPaddingIdx, index > 0 ? index >= numEmbeddings : index < -numEmbeddings {
            throw TensorError(
                .value, "EmbeddingBag", "padding_idx must be within num_embeddings")
        }
        try weight.tensor.validate()
    }

    /// Torch's text between the parentheses.
    public var extraText: String {
        var text = "\(numEmbeddings), \(embeddingDim)"
        if let maxNorm { text += ", max_norm=\(maxNorm)" }
        if normType.doubleValue != 2 { text += ", norm_type=\(normType)" }
        if scaleGradByFreq { text += ", scale_grad_by_freq=True" }
        text += ", mode='\(mode.rawValue)'"
        if let paddingIdx { text += ", padding_idx=\(paddingIdx)" }
        return text
    }
}
