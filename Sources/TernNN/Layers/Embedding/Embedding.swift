import TernCore

/// A table of learned vectors, looked up by number.
///
/// Shapes: […] of int64 or int32 -> […, embeddingDim]. `weight` [numEmbeddings, embeddingDim].
///
/// - Source: `torch.nn.Embedding`.
public final class Embedding: Module {
    /// The table.
    public let weight: Parameter
    /// How many vectors there are.
    public let numEmbeddings: Int
    /// Their size.
    public let embeddingDim: Int
    /// A row that stays zero because it gets no gradient.
    public let paddingIdx: Int?
    /// The greatest length of a vector; longer ones are shortened when they are used.
    public let maxNorm: Scalar?
    /// The p of the norm that `maxNorm` limits.
    public let normType: Scalar
    /// Whether a row's gradient is divided by how often it is used.
    public let scaleGradByFreq: Bool

    private let givenPaddingIdx: Int?

    /// A table with torch's initial weights: normal, the padding row zero.
    ///
    /// - Parameters:
    ///   - numEmbeddings: how many vectors.
    ///   - embeddingDim: their size.
    ///   - paddingIdx: a row that stays zero; negative counts from the end. Default none.
    ///   - maxNorm: the greatest length of a vector. Default none.
    ///   - normType: the p of that norm. Default 2.
    ///   - scaleGradByFreq: whether a row's gradient is divided by how often it is used. Default false.
    ///   - device: where the parameters lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public convenience init(
        _ numEmbeddings: Int, _ embeddingDim: Int, paddingIdx: Int? = nil, maxNorm: (any ScalarConvertible)? = nil,
        normType: any ScalarConvertible = 2.0, scaleGradByFreq: Bool = false, device: Device = .cpu,
        dtype: DType = .float32
    ) {
        let drawn = Tensor.randn([numEmbeddings, embeddingDim], dtype: dtype, device: device)
        let row = paddingIdx.map { $0 < 0 ? $0 + numEmbeddings : $0 }
        let table = Tensor.deferringErrors {
            guard let row, row >= 0, row < numEmbeddings, drawn.failure == nil else { return drawn }
            return try drawn.indexFill(0, Tensor([row]), 0)
        }
        self.init(
            table, (numEmbeddings, embeddingDim), paddingIdx, maxNorm?.scalar, normType.scalar, scaleGradByFreq)
    }

    /// A table of given vectors.
    ///
    /// - Parameters:
    ///   - embeddings: the vectors, [numEmbeddings, embeddingDim].
    ///   - freeze: whether they don't learn. Default true.
    /// - Source: `torch.nn.Embedding.from_pretrained`.
    public convenience init(
        pretrained embeddings: Tensor, freeze: Bool = true, paddingIdx: Int? = nil,
        maxNorm: (any ScalarConvertible)? = nil, normType: any ScalarConvertible = 2.0, scaleGradByFreq: Bool = false
    ) {
        let isMatrix = embeddings.failure == nil && embeddings.ndim == 2
        let error = TensorError(.value, "Embedding", "Embeddings parameter is expected to be 2-dimensional")
        let table = isMatrix ? embeddings : Tensor(failure: embeddings.failure ?? error)
        self.init(
            table, isMatrix ? (embeddings.shape[0], embeddings.shape[1]) : (0, 0), paddingIdx, maxNorm?.scalar,
            normType.scalar, scaleGradByFreq)
        weight.requiresGrad = !freeze
    }

    private init(
        _ table: Tensor, _ size: (Int, Int), _ paddingIdx: Int?, _ maxNorm: Scalar?, _ normType: Scalar,
        _ scaleGradByFreq: Bool
    ) {
        weight = Parameter(table)
        (numEmbeddings, embeddingDim) = size
        givenPaddingIdx = paddingIdx
        self.paddingIdx = paddingIdx.map { $0 < 0 ? $0 + size.0 : $0 }
        self.maxNorm = maxNorm
        self.normType = normType
        self.scaleGradByFreq = scaleGradByFreq
    }

    /// The vectors of those numbers.
    public func forward(_ x: Tensor) throws -> Tensor {
        try validate()
        if let maxNorm {
            try F.renormalizeEmbedding(
                &weight.tensor, rows: x, maxNorm: maxNorm.doubleValue, normType: normType.doubleValue)
        }
        return try F.embedding(x, weight.tensor, paddingIdx: givenPaddingIdx, scaleGradByFreq: scaleGradByFreq)
    }

    /// Throws, in torch's words, what its constructor would have thrown.
    public func validate() throws {
        if let index = givenPaddingIdx, index > 0 ? index >= numEmbeddings : index < -numEmbeddings {
            throw TensorError(.value, "Embedding", "Padding_idx must be within num_embeddings")
        }
        try weight.tensor.validate()
    }

    /// Torch's text between the parentheses.
    public var extraText: String {
        var text = "\(numEmbeddings), \(embeddingDim)"
        if let paddingIdx { text += ", padding_idx=\(paddingIdx)" }
        if let maxNorm { text += ", max_norm=\(maxNorm)" }
        if normType.doubleValue != 2 { text += ", norm_type=\(normType)" }
        if scaleGradByFreq { text += ", scale_grad_by_freq=True" }
        return text
    }
}
