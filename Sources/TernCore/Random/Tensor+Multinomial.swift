extension Tensor {
    /// Draws positions, each with a probability proportional to the weight that stands there.
    ///
    /// Without replacement, positions of weight 0 follow when the others are used up. They, and others that tie (in
    /// 16-bit types), come in order; in torch the order of ties is arbitrary.
    ///
    /// Shapes: [n] -> [sampleCount]; [m, n] -> [m, sampleCount], one drawing for each row. The result is int64.
    ///
    /// - Parameters:
    ///   - sampleCount: how many positions to draw.
    ///   - replacement: whether a position can be drawn again. Default false.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` for weights that are negative, not finite or all 0, and for more samples than there are
    ///   positions.
    /// - Source: `torch.multinomial`.
    public func multinomial(
        _ sampleCount: Int, replacement: Bool = false, generator: Generator = .default
    ) throws -> Tensor {
        try checkMultinomial(sampleCount, replacement)
        let weights = detach()
        if replacement, sampleCount > 1 {
            return try weights.multinomialWithReplacement(sampleCount, generator)
        }
        // An exponential race: the position whose clock, of a rate equal to its weight, rings first. The ratios' order
        // is that of the ringing.
        let clocks = try weights.drawnLike(.exponential(1, "multinomial"), generator).validated()
        let ratios = try weights.div(clocks)
        return sampleCount == 1 ? try ratios.argmax(dim: -1, keepDim: true) : try ratios.topk(sampleCount).indices
    }

    private func checkMultinomial(_ sampleCount: Int, _ replacement: Bool) throws {
        try validate()
        func require(_ condition: Bool, _ message: String) throws {
            if !condition { throw TensorError("multinomial", message, shapes: ["self": shape]) }
        }
        try require(ndim == 1 || ndim == 2, "prob_dist must be 1 or 2 dim")
        try require(
            dtype.isFloatingPoint,
            "multinomial only supports floating-point dtypes for input, got: \(dtype.scalarTypeName)")
        try require(sampleCount > 0, "cannot sample n_sample <= 0 samples")
        try require(
            replacement || sampleCount <= shape[ndim - 1],
            "cannot sample n_sample > prob_dist.size(-1) samples without replacement")
        let weights = detach()
        let isPositive = try (weights .>= 0).all().item(as: Bool.self)
        let isFinite = try (weights .< Double.infinity).all().item(as: Bool.self)
        if replacement, sampleCount > 1 {
            try require(isPositive, "invalid multinomial distribution (encountering probability entry < 0)")
            try require(
                isFinite, "invalid multinomial distribution (encountering probability entry = infinity or NaN)")
        }
        try require(isPositive && isFinite, "probability tensor contains either `inf`, `nan` or element < 0")
        let hasWeight = try (weights .> 0).any(dim: -1).all().item(as: Bool.self)
        try require(hasWeight, "invalid multinomial distribution (sum of probabilities <= 0)")
    }

    /// Each sample is a uniform number's place among the running sums.
    private func multinomialWithReplacement(_ sampleCount: Int, _ generator: Generator) throws -> Tensor {
        let shape = Array(shape.dropLast()) + [sampleCount]
        let uniforms = try Tensor.drawn(
            .uniform(0, 1, "multinomial"), shape, dtype: .float64, on: CPUBackend.shared, generator
        ).array(of: Double.self)
        let sums = dtype == .float64 ? try runningSums(of: Double.self) : try runningSums(of: Float.self)
        let categories = self.shape[ndim - 1]
        let indices = uniforms.indices.map { sample in
            let row = sample / sampleCount * categories
            return Int64(Tensor.firstIndex(notBelow: uniforms[sample], in: sums[row..<row + categories]) - row)
        }
        return try Tensor(indices, shape: shape, device: device)
    }

    /// For every row the running sums of the weights, scaled so that the last is 1; in the precision that torch uses.
    private func runningSums<Real: BinaryFloatingPoint & TensorElement>(of type: Real.Type) throws -> [Double] {
        let categories = shape[ndim - 1]
        var sums = try array(of: type)
        for row in stride(from: 0, to: sums.count, by: categories) {
            let range = row..<row + categories
            var sum: Real = 0
            for index in range {
                sum += sums[index]
                sums[index] = sum
            }
            for index in range { sums[index] /= sum }
            sums[range.upperBound - 1] = 1
        }
        return sums.map { Double($0) }
    }

    private static func firstIndex(notBelow value: Double, in sorted: ArraySlice<Double>) -> Int {
        var (low, high) = (sorted.startIndex, sorted.endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
