import TernCore

extension F {
    /// softmax(query * key^T * scale + mask) * value: for each query the mean of the values, weighted by how well their keys match.
    ///
    /// Shapes: query […, L, E]; key […, S, E]; value […, S, V] -> […, L, V]. With `enableGQA` the query may have a multiple of the
    /// other's heads (third dimension from the end).
    ///
    /// - Parameters:
    ///   - attnMask: broadcasts to […, L, S]; true where a key may be used, or numbers that are added. Default none.
    ///   - dropoutP: the probability with which a weight becomes 0. Default 0.
    ///   - isCausal: whether a query sees no key behind its own position. Default false.
    ///   - scale: factor of the products. Default 1 / sqrt(E).
    ///   - enableGQA: whether keys and values are repeated for groups of query heads. Default false.
    ///   - generator: the stream that dropout draws from. Default the process's own.
    /// - Throws: `TensorError` for a mask beside `isCausal`, or shapes or types that don't fit.
    /// - Source: `torch.nn.functional.scaled_dot_product_attention`; A. Vaswani et al., NIPS 2017.
    public static func scaledDotProductAttention(
        _ query: Tensor, _ key: Tensor, _ value: Tensor, attnMask: Tensor? = nil, dropoutP: Double = 0,
        isCausal: Bool = false, scale: Double? = nil, enableGQA: Bool = false, generator: Generator = .default
    ) throws -> Tensor {
        try checkAttention(query, key, value, attnMask, isCausal)
        if query.dtype.itemSize < 4, query.dtype.isFloatingPoint {
            // The exponents of large scores need more digits than the half types have.
            let mask = try attnMask.map { $0.dtype == .bool ? $0 : try $0.to(.float32) }
            let y = try scaledDotProductAttention(
                query.to(.float32), key.to(.float32), value.to(.float32), attnMask: mask, dropoutP: dropoutP,
                isCausal: isCausal, scale: scale, enableGQA: enableGQA, generator: generator)
            return try y.to(query.dtype)
        }
        var (key, value) = (key, value)
        if enableGQA, query.ndim >= 3, key.ndim >= 3 {
            let heads = query.shape[query.ndim - 3]
            key = try key.repeatInterleave(heads / Swift.max(key.shape[key.ndim - 3], 1), dim: -3)
            value = try value.repeatInterleave(heads / Swift.max(value.shape[value.ndim - 3], 1), dim: -3)
        }
        // Each factor takes half of the scale, so that large products don't overflow.
        let half = (scale ?? 1 / Double(Swift.max(query.shape[query.ndim - 1], 1)).squareRoot()).squareRoot()
        var scores = try (query * half).matmul((key * half).transpose(-2, -1))
        let mask = try isCausal ? causalMask(query, key) : attnMask
        var weights: Tensor
        if let mask {
            scores = try scores.add(additive(mask, scores.dtype, isAllowed: true))
            // A query that may use no key gets zeros, not the NaN of 0 / 0.
            let isBlind = try (scores.detach() .== -Double.infinity).all(dim: -1, keepDim: true)
            weights = try scores.zeroed(where: isBlind).softmax(dim: -1).zeroed(where: isBlind)
        } else {
            weights = try scores.softmax(dim: -1)
        }
        if dropoutP > 0 { weights = try dropout(weights, p: dropoutP, generator: generator) }
        return try weights.matmul(value)
    }

    /// A mask as numbers to add: -infinity where it forbids.
    ///
    /// - Parameter isAllowed: whether true means that a key may be used, or that it may not.
    static func additive(_ mask: Tensor, _ dtype: DType, isAllowed: Bool) throws -> Tensor {
        guard mask.dtype == .bool else { return mask }
        let forbidden = isAllowed ? mask.logicalNot() : mask
        return try Tensor.zeros(mask.shape, dtype: dtype, device: mask.device).maskedFill(forbidden, -Double.infinity)
    }

    /// True on and below the diagonal.
    private static func causalMask(_ query: Tensor, _ key: Tensor) throws -> Tensor {
        let size = [query.shape[query.ndim - 2], key.shape[key.ndim - 2]]
        return try Tensor.ones(size, dtype: .bool, device: query.device).tril()
    }

    private static func checkAttention(
        _ query: Tensor, _ key: Tensor, _ value: Tensor, _ mask: Tensor?, _ isCausal: Bool
    ) throws {
        let name = "scaled_dot_product_attention"
        for tensor in [query, key, value] { try tensor.validate() }
        try mask?.validate()
        guard query.dtype == key.dtype, key.dtype == value.dtype else {
            throw TensorError(
                name,
                "Expected query, key, and value to have the same dtype, but got query.dtype: \(query.dtype.cTypeName) key.dtype: \(key.dtype.cTypeName) and value.dtype: \(value.dtype.cTypeName) instead."
            )
        }
        guard query.ndim >= 2, key.ndim >= 2, value.ndim >= 2 else {
            throw TensorError(
                name,
                "Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: \(query.ndim) key.dim: \(key.ndim) and value.dim: \(value.ndim) instead."
            )
        }
        guard let mask else { return }
        guard mask.dtype == .bool || mask.dtype == query.dtype || mask.dtype == .float32 else {
            throw TensorError(
                name,
                "Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: \(mask.dtype.cTypeName) and  query.dtype: \(query.dtype.cTypeName) instead."
            )
        }
        guard !isCausal else {
            throw TensorError(
                name, "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True")
        }
    }
}
