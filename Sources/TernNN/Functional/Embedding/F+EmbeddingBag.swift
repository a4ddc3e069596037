import TernCore

/// What becomes of the vectors of a bag.
///
/// A name that torch does not know can be given; it is refused with torch's words.
public struct EmbeddingBagMode: RawRepresentable, ExpressibleByStringLiteral, Sendable, Hashable {
    /// Torch's name.
    public let rawValue: String

    /// The mode of that name.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The mode of that name.
    public init(stringLiteral value: String) { rawValue = value }

    /// Their sum.
    public static let sum: EmbeddingBagMode = "sum"
    /// Their mean. The default.
    public static let mean: EmbeddingBagMode = "mean"
    /// The largest value of each component.
    public static let max: EmbeddingBagMode = "max"
}

extension F {
    /// Sums, means or maxima of rows of a table, bag by bag. An empty bag gives zeros.
    ///
    /// Shapes: x [B, L], or [T] with offsets [B]; weight [numEmbeddings, embeddingDim] -> [B, embeddingDim].
    ///
    /// - Parameters:
    ///   - x: the rows' numbers, int64 or int32.
    ///   - offsets: where each bag begins in a one-dimensional x, from 0 on and rising. Default none.
    ///   - scaleGradByFreq: whether a row's gradient is divided by how often it is used. Default false.
    ///   - mode: what becomes of a bag's rows. Default `.mean`.
    ///   - perSampleWeights: factors of the rows, in x's shape, with `.sum` alone. Default none.
    ///   - includeLastOffset: whether the last offset is the end of the last bag. Default false.
    ///   - paddingIdx: a row that no bag counts; negative counts from the end. Default none.
    /// - Throws: `TensorError` in torch's words for unsuitable shapes, types or arguments.
    /// - Source: `torch.nn.functional.embedding_bag`. To limit the rows' lengths see `renormalizeEmbedding`.
    public static func embeddingBag(
        _ x: Tensor, _ weight: Tensor, offsets: Tensor? = nil, scaleGradByFreq: Bool = false,
        mode: EmbeddingBagMode = .mean, perSampleWeights: Tensor? = nil, includeLastOffset: Bool = false,
        paddingIdx: Int? = nil
    ) throws -> Tensor {
        let call = EmbeddingBagCall(
            x: x, weight: weight, offsets: offsets, scaleGradByFreq: scaleGradByFreq, mode: mode,
            perSampleWeights: perSampleWeights, includeLastOffset: includeLastOffset, paddingIdx: paddingIdx)
        try call.check()
        return try call.result()
    }
}

/// One call.
private struct EmbeddingBagCall {
    let x: Tensor
    let weight: Tensor
    let offsets: Tensor?
    let scaleGradByFreq: Bool
    let mode: EmbeddingBagMode
    let perSampleWeights: Tensor?
    let includeLastOffset: Bool
    let paddingIdx: Int?

    private var rows: Int { weight.shape[0] }

    // MARK: Checks, in torch's order

    func check() throws {
        for tensor in [x, weight, offsets, perSampleWeights] { try tensor?.validate() }
        if let perSampleWeights, perSampleWeights.shape != x.shape {
            throw error(
                .value,
                "embedding_bag: If per_sample_weights (\(perSampleWeights.shape)) is not None, then it must have the same shape as the input (\(x.shape))"
            )
        }
        guard weight.ndim == 2 else {
            throw error(.value, "weight has to be a 2D Tensor, but got Tensor of dimension \(weight.ndim)")
        }
        try checkLayout()
        guard ["sum", "mean", "max"].contains(mode.rawValue) else {
            throw error(.value, "mode has to be one of sum, mean or max")
        }
        guard mode != .max || !scaleGradByFreq else {
            throw error(.value, "max mode does not support scaling the gradient by the frequency")
        }
        guard perSampleWeights == nil || mode == .sum else {
            throw error(
                .notImplemented,
                "embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode='sum' (got mode='\(mode.rawValue)'). Please open a feature request on GitHub."
            )
        }
        try checkTypes()
        if let paddingIdx, !(-rows..<rows).contains(paddingIdx) {
            throw error(
                .runtime,
                "padding_idx must be within the number of embeddings, -\(rows) through \(rows - 1), but got \(paddingIdx)"
            )
        }
        try checkPositions()
    }

    private func checkPositions() throws {
        let outside = try (x .< 0).logicalOr(x .>= rows).flatten()
        guard let place = try outside.nonzero().array(of: Int64.self).first else { return }
        let wrong = try x.flatten().select(0, Int(place)).item(as: Int.self)
        // Torch's fast kernel finds the place, too.
        let isFast = mode != .max && weight.dtype != .float64 && paddingIdx == nil
        throw error(
            .runtime,
            !isFast
                ? "embedding_bag: Expected idx >= 0 && idx < num_embeddings but found idx to be \(wrong)"
                : "Index \(place) of input takes value \(wrong) which is not in the valid range [0, \(rows))")
    }

    private func checkLayout() throws {
        switch x.ndim {
        case 2 where offsets != nil:
            throw error(
                .value,
                "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length sequences. However, found offsets of type <class 'torch.Tensor'>"
            )
        case 2: break
        case 1:
            guard let offsets else { throw error(.value, "offsets has to be a 1D Tensor but got None") }
            guard offsets.ndim == 1 else { throw error(.value, "offsets has to be a 1D Tensor") }
        default:
            throw error(.value, "input has to be 1D or 2D Tensor, but got Tensor of dimension \(x.ndim)")
        }
    }

    private func checkTypes() throws {
        try F.requireIndices(x, "embedding_bag")
        if let offsets { try F.requireIndices(offsets, "embedding_bag") }
        guard weight.dtype.isFloatingPoint else {
            throw error(
                .runtime,
                "Expected tensor for argument #1 'weight' to have one of the following scalar types: Half, BFloat16, Float, Double; but got torch.\(weight.dtype.scalarTypeName)Tensor instead (while checking arguments for embedding_bag)"
            )
        }
        if let factors = perSampleWeights, factors.dtype != weight.dtype {
            throw error(
                .runtime,
                "Expected tensor for argument #1 'weight' to have the same type as tensor for argument #1 'per_sample_weights'; but type torch.\(weight.dtype.scalarTypeName)Tensor does not equal torch.\(factors.dtype.scalarTypeName)Tensor (while checking arguments for embedding_bag)"
            )
        }
    }

    /// Where the bags begin, and where the last one ends.
    private func borders() throws -> [Int] {
        guard let offsets else { return (0...x.shape[0]).map { $0 * x.shape[1] } }
        let given = try offsets.array(of: Int64.self).map(Int.init)
        if includeLastOffset, given.isEmpty {
            throw error(.runtime, "include_last_offset: number of offset should be at least 1")
        }
        if let first = given.first, first != 0 {
            throw error(
                .runtime,
                "offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. However, got \(first)\n[ torch.\(offsets.dtype.scalarTypeName)Tensor{} ]"
            )
        }
        if let last = given.last, last > x.count {
            throw error(
                .runtime,
                "offsets[-1] can not be greater than input's length \(x.count) but got offsets[-1] of \(last)")
        }
        guard zip(given, given.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            throw error(.runtime, "offsets have to rise")
        }
        return includeLastOffset ? given : given + [x.count]
    }

    private func error(_ kind: TensorError.Kind, _ message: String) -> TensorError {
        TensorError(kind, "embedding_bag", message, shapes: ["input": x.shape, "weight": weight.shape])
    }

    // MARK: Values

    func result() throws -> Tensor {
        let borders = try borders()
        let bags = borders.count - 1
        let padding = paddingIdx.map { $0 < 0 ? $0 + rows : $0 }
        let indices = try x.detach().reshape([-1]).array(of: Int64.self)
        // The items that count, bag by bag.
        let members = (0..<bags).map { bag in
            (borders[bag]..<borders[bag + 1]).filter { padding == nil || Int(indices[$0]) != padding }
        }
        let items = Tensor(members.flatMap { $0.map(Int64.init) }, dtype: .int64, device: x.device)
        let chosen = try x.detach().reshape([-1]).to(.int64).indexSelect(0, items)
        var vectors = try F.embedding(chosen, weight, scaleGradByFreq: scaleGradByFreq)
        if let perSampleWeights {
            vectors = try vectors.mul(perSampleWeights.reshape([-1]).indexSelect(0, items).unsqueeze(1))
        }
        return try mode == .max
            ? largest(vectors, members.map(\.count)) : summed(vectors, members.map(\.count))
    }

    private func summed(_ vectors: Tensor, _ counts: [Int]) throws -> Tensor {
        let owners = counts.enumerated().flatMap { Array(repeating: Int64($0.offset), count: $0.element) }
        let bag = Tensor(owners, dtype: .int64, device: x.device)
        let sums = try Tensor.zeros([counts.count, weight.shape[1]], dtype: weight.dtype, device: weight.device)
            .indexAdd(0, bag, vectors)
        guard mode == .mean else { return sums }
        let sizes = try Tensor(counts.map { Double(Swift.max($0, 1)) }).to(weight.dtype, device: weight.device)
        return try sums.div(sizes.unsqueeze(1))
    }

    /// The first of equal values gets the gradient.
    private func largest(_ vectors: Tensor, _ counts: [Int]) throws -> Tensor {
        let starts = counts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
        let maxima = try counts.indices.map { bag in
            let members = try vectors.slice(dim: 0, from: starts[bag], to: starts[bag + 1])
            // The sum of nothing: zeros that belong to the graph.
            return try counts[bag] > 0 ? members.max(dim: 0).values : members.sum(dim: 0)
        }
        guard !maxima.isEmpty else { return .zeros([0, weight.shape[1]], dtype: weight.dtype, device: weight.device) }
        return try Tensor.stack(maxima)
    }
}
