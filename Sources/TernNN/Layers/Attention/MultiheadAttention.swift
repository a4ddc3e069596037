import TernCore

/// Several attentions side by side, each with learned projections of queries, keys and values.
///
/// A module of three inputs: `let (output, weights) = try attention(query, key, value)`. As a module of one input it is
/// self-attention, and gives the output alone.
///
/// Shapes: query [L, N, embedDim], key [S, N, kdim], value [S, N, vdim] -> output [L, N, embedDim], weights [N, L, S]; with
/// `batchFirst` N comes first, and for one sequence it is absent.
///
/// - Source: `torch.nn.MultiheadAttention`; A. Vaswani et al., NIPS 2017.
public final class MultiheadAttention: Module {
    /// The projections of query, key and value in one matrix [3 * embedDim, embedDim], if all have the same size.
    public let inProjWeight: Parameter?
    /// The projection of queries [embedDim, embedDim], if sizes differ.
    public let qProjWeight: Parameter?
    /// The projection of keys [embedDim, kdim], if sizes differ.
    public let kProjWeight: Parameter?
    /// The projection of values [embedDim, vdim], if sizes differ.
    public let vProjWeight: Parameter?
    /// The projections' shifts [3 * embedDim]; nil without bias.
    public let inProjBias: Parameter?
    /// A key added to every sequence, [1, 1, embedDim].
    public let biasK: Parameter?
    /// The value that belongs to it.
    public let biasV: Parameter?
    /// The projection of the heads' results.
    public let outProj: NonDynamicallyQuantizableLinear
    /// The size of queries and of the output.
    public let embedDim: Int
    /// How many attentions there are.
    public let numHeads: Int
    /// The probability with which a weight becomes 0 in training.
    public let dropout: Double
    /// The size of keys.
    public let kdim: Int
    /// The size of values.
    public let vdim: Int
    /// Whether the batch comes first.
    public let batchFirst: Bool
    /// Whether a zero key and value are added to every sequence.
    public let addZeroAttn: Bool
    /// Whether weights are dropped; `train()` and `eval()` set it. Default true.
    public var training = true

    /// An attention with torch's initial weights.
    ///
    /// - Parameters:
    ///   - embedDim: the size of queries and of the output, a multiple of `numHeads`.
    ///   - numHeads: how many attentions.
    ///   - dropout: the probability with which a weight becomes 0. Default 0.
    ///   - bias: whether the projections have shifts. Default true.
    ///   - addBiasKV: whether a learned key and value are added to every sequence. Default false.
    ///   - addZeroAttn: whether a zero key and value are added to every sequence. Default false.
    ///   - kdim: the size of keys. Default `embedDim`.
    ///   - vdim: the size of values. Default `embedDim`.
    ///   - batchFirst: whether the batch comes first. Default false.
    ///   - device: where the parameters lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public init(
        _ embedDim: Int, _ numHeads: Int, dropout: Double = 0, bias: Bool = true, addBiasKV: Bool = false,
        addZeroAttn: Bool = false, kdim: Int? = nil, vdim: Int? = nil, batchFirst: Bool = false,
        device: Device = .cpu, dtype: DType = .float32
    ) {
        self.embedDim = embedDim
        self.numHeads = numHeads
        self.dropout = dropout
        self.kdim = kdim ?? embedDim
        self.vdim = vdim ?? embedDim
        self.batchFirst = batchFirst
        self.addZeroAttn = addZeroAttn
        // Torch draws the output's projection first.
        outProj = NonDynamicallyQuantizableLinear(embedDim, embedDim, bias: bias, device: device, dtype: dtype)
        func drawn(_ shape: [Int], _ initialize: (Parameter) throws -> Void) -> Parameter {
            let parameter = Parameter(.empty(shape, dtype: dtype, device: device))
            // A size that cannot be is the first use's error.
            try? initialize(parameter)
            return parameter
        }
        func uniform(_ rows: Int, _ columns: Int) -> Parameter {
            drawn([rows, columns]) { try Init.xavierUniform($0) }
        }
        let total = embedDim.multipliedReportingOverflow(by: 3)
        let rows = total.overflow ? Int.max : total.partialValue
        if self.kdim == embedDim, self.vdim == embedDim {
            inProjWeight = uniform(rows, embedDim)
            (qProjWeight, kProjWeight, vProjWeight) = (nil, nil, nil)
        } else {
            inProjWeight = nil
            qProjWeight = uniform(embedDim, embedDim)
            kProjWeight = uniform(embedDim, self.kdim)
            vProjWeight = uniform(embedDim, self.vdim)
        }
        inProjBias = bias ? Parameter(.zeros([rows], dtype: dtype, device: device)) : nil
        if let shift = outProj.bias { try? Init.zeros(shift) }
        biasK = addBiasKV ? drawn([1, 1, embedDim]) { try Init.xavierNormal($0) } : nil
        biasV = addBiasKV ? drawn([1, 1, embedDim]) { try Init.xavierNormal($0) } : nil
    }

    /// Self-attention: the output for x as query, key and value.
    public func forward(_ x: Tensor) throws -> Tensor { try self(x, x, x, needWeights: false).output }

    /// The attended values and, if wanted, the weights.
    ///
    /// - Parameters:
    ///   - keyPaddingMask: [N, S]; true for a key that is not to be used, or numbers that are added. Default none.
    ///   - needWeights: whether the weights are a result. Default true.
    ///   - attnMask: [L, S] or [N * numHeads, L, S]; true where a key is not to be used, or numbers that are added. Default none.
    ///   - averageAttnWeights: whether the weights are the heads' mean, or come for each head. Default true.
    ///   - isCausal: a hint that `attnMask` is the causal one. Default false.
    /// - Throws: `TensorError` in torch's words for shapes that don't fit.
    public func callAsFunction(
        _ query: Tensor, _ key: Tensor, _ value: Tensor, keyPaddingMask: Tensor? = nil, needWeights: Bool = true,
        attnMask: Tensor? = nil, averageAttnWeights: Bool = true, isCausal: Bool = false
    ) throws -> (output: Tensor, weights: Tensor?) {
        try validate()
        let isBatched = try checkShapes(query, key, value, keyPaddingMask, attnMask)
        func timeFirst(_ x: Tensor) throws -> Tensor {
            isBatched ? (batchFirst ? try x.transpose(0, 1) : x) : try x.unsqueeze(1)
        }
        let (q, k, v) = try projected(timeFirst(query), timeFirst(key), timeFirst(value))
        if isCausal, attnMask == nil {
            throw TensorError(
                "MultiheadAttention",
                "Need attn_mask if specifying the is_causal hint. You may use the Transformer module method `generate_square_subsequent_mask` to create this mask."
            )
        }
        let heads = Heads(
            count: numHeads, batch: q.shape[1], dropout: training ? dropout : 0, addZeroAttn: addZeroAttn)
        let padding = try isBatched ? keyPaddingMask : keyPaddingMask?.unsqueeze(0)
        let (mixed, weights) = try heads.attend(
            q, k, v, extra: zip(biasK, biasV), keyPadding: padding, mask: attnMask, needWeights: needWeights)
        var output = try outProj(mixed)
        if isBatched, batchFirst { output = try output.transpose(0, 1) }
        if !isBatched { output = try output.squeeze(1) }
        // As torch has them, the heads' own weights are a view of [N * numHeads, L, S].
        let shown = try weights.map {
            averageAttnWeights ? try $0.mean(dim: 1) : try $0.flatten(from: 0, to: 1).view($0.shape)
        }
        return (output, try isBatched ? shown : shown?.squeeze(0))
    }

    private func zip(_ key: Parameter?, _ value: Parameter?) -> (Tensor, Tensor)? {
        if let key, let value { (key.tensor, value.tensor) } else { nil }
    }

    private func projected(_ q: Tensor, _ k: Tensor, _ v: Tensor) throws -> (Tensor, Tensor, Tensor) {
        guard q.shape[2] == embedDim else {
            throw TensorError(
                .value, "MultiheadAttention",
                "was expecting embedding dimension of \(embedDim), but got \(q.shape[2])")
        }
        if inProjWeight != nil, k.shape != v.shape {
            throw TensorError(
                .value, "MultiheadAttention", "key shape \(k.shape) does not match value shape \(v.shape)")
        }
        if inProjWeight == nil, k.shape.prefix(2) != v.shape.prefix(2) {
            throw TensorError(
                .value, "MultiheadAttention",
                "key's sequence and batch dims \(Array(k.shape.prefix(2))) do not match value's \(Array(v.shape.prefix(2)))"
            )
        }
        let biases = try inProjBias.map { try thirds($0.tensor) }
        let weights =
            try inProjWeight.map { try thirds($0.tensor) }
            ?? [qProjWeight, kProjWeight, vProjWeight].compactMap { $0?.tensor }
        return (
            try F.linear(q, weights[0], biases?[0]), try F.linear(k, weights[1], biases?[1]),
            try F.linear(v, weights[2], biases?[2])
        )
    }

    /// The shares of query, key and value in what belongs to all three.
    private func thirds(_ tensor: Tensor) throws -> [Tensor] {
        let parts = try tensor.chunk(3)
        guard parts.count == 3 else {
            throw TensorError(
                .value, "MultiheadAttention", "not enough values to unpack (expected 3, got \(parts.count))",
                hint: "the projections of query, key and value have \(3 * embedDim) rows")
        }
        return parts
    }

    /// - Returns: whether there is a batch.
    private func checkShapes(
        _ query: Tensor, _ key: Tensor, _ value: Tensor, _ keyPadding: Tensor?, _ mask: Tensor?
    ) throws -> Bool {
        for tensor in [query, key, value] { try tensor.validate() }
        try keyPadding?.validate()
        try mask?.validate()
        guard query.ndim == 2 || query.ndim == 3 else {
            throw TensorError(
                .value, "MultiheadAttention",
                "query should be unbatched 2D or batched 3D tensor but received \(query.ndim)-D query tensor")
        }
        let isBatched = query.ndim == 3
        let kind = isBatched ? "batched (3-D)" : "unbatched (2-D)"
        guard key.ndim == query.ndim, value.ndim == query.ndim else {
            throw TensorError(
                .value, "MultiheadAttention",
                "For \(kind) `query`, expected `key` and `value` to be \(query.ndim)-D but found \(key.ndim)-D and \(value.ndim)-D tensors respectively"
            )
        }
        for (name, tensor) in [("key_padding_mask", keyPadding), ("attn_mask", mask)] {
            guard let tensor, tensor.dtype != .bool, !tensor.dtype.isFloatingPoint else { continue }
            throw TensorError(
                .value, "MultiheadAttention", "only bool and floating types of \(name) are supported",
                hint: "\(name).to(.bool) forbids where there is a 1")
        }
        if let keyPadding, keyPadding.ndim != query.ndim - 1 {
            throw TensorError(
                .value, "MultiheadAttention",
                "For \(kind) `query`, expected `key_padding_mask` to be `None` or \(query.ndim - 1)-D but found \(keyPadding.ndim)-D tensor instead"
            )
        }
        if let mask, mask.ndim != 2, mask.ndim != 3 {
            throw TensorError(
                .value, "MultiheadAttention",
                "For \(kind) `query`, expected `attn_mask` to be `None`, 2-D or 3-D but found \(mask.ndim)-D tensor instead"
            )
        }
        return isBatched
    }

    /// Throws, in torch's words, what its constructor would have thrown.
    public func validate() throws {
        guard embedDim > 0, numHeads > 0 else {
            throw TensorError(
                .value, "MultiheadAttention",
                "embed_dim and num_heads must be greater than 0, got embed_dim=\(embedDim) and num_heads=\(numHeads) instead"
            )
        }
        guard embedDim.isMultiple(of: numHeads) else {
            throw TensorError(.value, "MultiheadAttention", "embed_dim must be divisible by num_heads")
        }
        for parameter in parameters { try parameter.tensor.validate() }
    }
}

/// A `Linear` under the name that torch prints inside `MultiheadAttention`.
///
/// - Source: `torch.nn.modules.linear.NonDynamicallyQuantizableLinear`.
public final class NonDynamicallyQuantizableLinear: Linear {}
