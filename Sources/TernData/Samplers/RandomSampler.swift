import CTernKernels
import TernCore

/// All samples in random order, or samples drawn with replacement.
///
/// Without a generator, each pass takes one number from the default generator and draws with a generator of its own that
/// starts from it; given one, it draws from that.
///
/// - Source: `torch.utils.data.RandomSampler`.
public struct RandomSampler: Sampler {
    /// Whether a sample can be drawn again.
    public let replacement: Bool
    /// How many positions a pass gives.
    public let count: Int
    /// The stream to draw from, if one was given.
    public let generator: Generator?
    private let population: Int

    /// A random order of a dataset's samples.
    ///
    /// - Parameters:
    ///   - dataset: the samples.
    ///   - replacement: whether a sample can be drawn again. Default false.
    ///   - numSamples: how many positions a pass gives. Default as many as there are samples. Without replacement, more
    ///     than that are several orders, one after the other.
    ///   - generator: the stream to draw from. Default one seeded from the process's own at the start of a pass.
    /// - Throws: `TensorError` when there is nothing to draw.
    public init(
        _ dataset: some Dataset, replacement: Bool = false, numSamples: Int? = nil, generator: Generator? = nil
    ) throws {
        population = dataset.count
        count = numSamples ?? population
        self.replacement = replacement
        self.generator = generator
        guard count > 0 else {
            throw TensorError(
                .value, "RandomSampler",
                "num_samples should be a positive integer value, but got num_samples=\(count)")
        }
        guard population > 0 else {
            throw TensorError("RandomSampler", "random_ expects 'from' to be less than 'to', but got from=0 >= to=0")
        }
    }

    /// Positions in the order drawn.
    public func makeStream() -> SampleStream<Int> {
        var source = generator
        var remaining = count
        var isDone = false
        let size = replacement ? RandomSampler.drawsAtOnce : population
        // Also a last, empty chunk is drawn: without replacement it takes numbers from the stream, as in torch.
        return SampleStream(chunks: {
            if isDone { return nil }
            let stream = source ?? Generator(seed: Generator.default.nextInt64())
            source = stream
            let take = min(size, remaining)
            isDone = remaining < size
            remaining -= take
            let drawn: Tensor =
                replacement
                ? .randint(population, [take], generator: stream) : .randperm(population, generator: stream)
            return Array(try drawn.array(of: Int.self).prefix(take))
        })
    }

    /// How many positions torch draws at once with replacement.
    private static let drawsAtOnce = 32
}

extension Generator {
    /// A number in 0 ..< 2^63: torch's `torch.empty((), dtype=torch.int64).random_()`, from which it seeds.
    func nextInt64() -> UInt64 {
        var value: Int64 = 0
        withState { tern_random_full_int64(&$0, &value, 1) }
        return UInt64(value)
    }
}
