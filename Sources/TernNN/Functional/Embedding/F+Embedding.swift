import TernCore

extension F {
    /// Rows of a table by their numbers.
    ///
    /// Shapes: x […] of int64 or int32; weight [numEmbeddings, embeddingDim] -> […, embeddingDim].
    ///
    /// - Parameters:
    ///   - paddingIdx: a row that gets no gradient; negative counts from the end. Default none.
    ///   - scaleGradByFreq: whether a row's gradient is divided by how often it is used. Default false.
    /// - Throws: `TensorError` for a number that has no row, or unsuitable types or shapes.
    /// - Source: `torch.nn.functional.embedding`. To limit the rows' lengths see `renormalizeEmbedding`.
    public static func embedding(
        _ x: Tensor, _ weight: Tensor, paddingIdx: Int? = nil, scaleGradByFreq: Bool = false
    ) throws -> Tensor {
        try x.validate()
        try weight.validate()
        let padding = try paddingRow(paddingIdx, of: weight.shape.first ?? 0)
        guard weight.ndim == 2 else { throw TensorError("embedding", "'weight' must be 2-D") }
        try requireIndices(x, "embedding")
        let rows = try x.detach().reshape([-1])
        let y = try weight.detach().indexSelect(0, rows).reshape(x.shape + [weight.shape[1]])
        let count = weight.shape[0]
        return y.recorded("EmbeddingBackward0", weight, saves: true) { dy in
            var source = try dy.reshape([rows.count, dy.shape[dy.ndim - 1]])
            if let padding { source = try source.zeroed(where: (rows .== padding).unsqueeze(1)) }
            if scaleGradByFreq {
                let uses = try rows.bincount(minLength: count).indexSelect(0, rows).unsqueeze(1)
                source = try source.div(uses.to(source.dtype))
            }
            return try Tensor.zeros([count, source.shape[1]], dtype: dy.dtype, device: dy.device)
                .indexAdd(0, rows, source)
        }
    }

    /// Shortens, in the table itself, those of the named rows that are longer than `maxNorm`.
    ///
    /// - Parameters:
    ///   - rows: the rows' numbers.
    ///   - maxNorm: the greatest length.
    ///   - normType: the p of the p-norm. Default 2.
    /// - Throws: `TensorError` for a number that has no row.
    /// - Source: `torch.embedding_renorm_`, which `torch.nn.functional.embedding` calls for its `max_norm`.
    public static func renormalizeEmbedding(
        _ weight: inout Tensor, rows: Tensor, maxNorm: Double, normType: Double = 2
    ) throws {
        try requireIndices(rows, "embedding_renorm_")
        guard rows.count > 0 else { return }
        let isLeaf = weight.requiresGrad
        let used = try rows.detach().reshape([-1]).unique().values
        let current = try weight.detach().indexSelect(0, used)
        let lengths = try current.vectorNorm(normType, dim: 1, keepDim: true)
        let factors = try Tensor.where(lengths .> maxNorm, (lengths + 1e-7).reciprocal() * maxNorm, 1.0)
        let renewed = try weight.detach().indexCopy(0, used, current.mul(factors.to(current.dtype)))
        weight = isLeaf ? renewed.requiringGrad() : renewed
    }

    /// The row that gets no gradient, counted from the front.
    static func paddingRow(_ index: Int?, of count: Int) throws -> Int? {
        guard let index else { return nil }
        guard index < Swift.max(count, 1), index >= -count else {
            throw TensorError(.value, "embedding", "Padding_idx must be within num_embeddings")
        }
        return index < 0 ? index + count : index
    }

    static func requireIndices(_ x: Tensor, _ operation: String) throws {
        try x.validate()
        guard x.dtype == .int64 || x.dtype == .int32 else {
            let name = x.dtype == .bool ? "CPUBoolType" : "torch.\(x.dtype.scalarTypeName)Tensor"
            throw TensorError(
                operation,
                "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got \(name) instead (while checking arguments for \(operation))"
            )
        }
    }
}
