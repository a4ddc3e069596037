import Tern

/// Repeatable float64 numbers between two bounds.
func sample(_ shape: [Int], _ range: ClosedRange<Double> = -2...2, seed: Int = 1) -> Tensor {
    .uniform(
        shape, low: range.lowerBound, high: range.upperBound, dtype: .float64,
        generator: Generator(seed: UInt64(truncatingIfNeeded: seed)))
}

extension Tensor {
    /// The same values with gaps between them in memory.
    func withGaps() throws -> Tensor {
        try Tensor.stack([self, Tensor.full(like: self, 99)], dim: -1).flatten(from: -2).slice(dim: -1, step: 2)
    }
}

/// The error that a body throws, if any.
func refusal<Result>(_ body: () throws -> Result) -> TensorError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? TensorError
    }
}

/// The error that a result carries, if any.
func refusal(_ result: Tensor) -> TensorError? { refusal { try result.validate() } }
