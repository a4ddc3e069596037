import TernCore

/// Attention split into heads: what is left of `MultiheadAttention` after the projections.
struct Heads {
    let count: Int
    let batch: Int
    /// The probability with which a weight becomes 0.
    let dropout: Double
    /// Whether a zero key and value are added to every sequence.
    let addZeroAttn: Bool

    /// - Parameters:
    ///   - q: [L, N, E]; `k` and `v` [S, N, E].
    ///   - extra: a key and value [1, 1, E] added to every sequence.
    ///   - keyPadding: [N, S], true for keys not to be used, or numbers that are added.
    ///   - mask: [L, S] or [N * count, L, S], the same.
    /// - Returns: the heads' results [L, N, E] and the weights [N, count, L, S].
    func attend(
        _ q: Tensor, _ k: Tensor, _ v: Tensor, extra: (Tensor, Tensor)?, keyPadding: Tensor?, mask: Tensor?,
        needWeights: Bool
    ) throws -> (Tensor, Tensor?) {
        let length = q.shape[0]
        var mask = try mask.map { try checked($0, length, k.shape[0]) }
        var padding = try keyPadding.map { try checkedPadding($0, k.shape[0], q.dtype) }
        var (keys, values) = (k, v)
        func lengthen() throws {
            mask = try mask?.pad([0, 1])
            padding = try padding?.pad([0, 1])
        }
        if let extra {
            keys = try Tensor.cat([keys, extra.0.repeat(1, batch, 1)])
            values = try Tensor.cat([values, extra.1.repeat(1, batch, 1)])
            try lengthen()
        }
        if addZeroAttn {
            let zeros = Tensor.zeros([1, batch, keys.shape[2]], dtype: keys.dtype, device: keys.device)
            keys = try Tensor.cat([keys, zeros])
            values = try Tensor.cat([values, zeros])
            try lengthen()
        }
        let added = try combined(mask, padding, q.dtype)
        let (qh, kh, vh) = (try split(q), try split(keys), try split(values))
        guard needWeights else {
            return (try merged(F.scaledDotProductAttention(qh, kh, vh, attnMask: added, dropoutP: dropout)), nil)
        }
        let scale = (1 / Double(qh.shape[3])).squareRoot()
        let products = try (qh * scale).matmul(kh.transpose(-2, -1))
        var weights = try (added.map { try products.add($0) } ?? products).softmax(dim: -1)
        if dropout > 0 { weights = try F.dropout(weights, p: dropout) }
        return (try merged(weights.matmul(vh)), weights)
    }

    /// [T, N, E] -> [N, count, T, E / count].
    private func split(_ x: Tensor) throws -> Tensor {
        let width = x.shape[2] / count
        guard x.shape[1] == batch else {
            throw TensorError(
                "MultiheadAttention",
                "shape '\([x.shape[0], batch * count, width])' is invalid for input of size \(x.count)",
                hint: "query, key and value must have the same batch size")
        }
        return try x.reshape([x.shape[0], batch, count, width]).permute([1, 2, 0, 3])
    }

    /// [N, count, L, E / count] -> [L, N, E].
    private func merged(_ x: Tensor) throws -> Tensor {
        try x.permute([2, 0, 1, 3]).reshape([x.shape[2], batch, count * x.shape[3]])
    }

    /// Both masks as numbers [N or 1, count or 1, L or 1, S].
    private func combined(_ mask: Tensor?, _ padding: Tensor?, _ dtype: DType) throws -> Tensor? {
        let first = try mask.map { try F.additive($0, dtype, isAllowed: false) }
        let second = try padding.map { try F.additive($0, dtype, isAllowed: false) }
        if let first, let second { return try first.add(second) }
        return first ?? second
    }

    private func checked(_ mask: Tensor, _ length: Int, _ keys: Int) throws -> Tensor {
        let expected = mask.ndim == 2 ? [length, keys] : [batch * count, length, keys]
        guard mask.shape == expected else {
            throw TensorError(
                "MultiheadAttention",
                "The shape of the \(mask.ndim)D attn_mask is \(mask.shape), but should be \(pythonTuple(expected)).")
        }
        return try mask.reshape(mask.ndim == 2 ? [1, 1, length, keys] : [batch, count, length, keys])
    }

    private func checkedPadding(_ padding: Tensor, _ keys: Int, _ dtype: DType) throws -> Tensor {
        for (dim, size) in [batch, keys].enumerated() where padding.shape[dim] != size {
            throw TensorError(
                .value, "MultiheadAttention",
                "Expected key_padded_mask.shape[\(dim)] to be \(size), but got \(padding.shape[dim])")
        }
        return try padding.reshape([batch, 1, 1, keys])
    }
}
