import TernCore

/// Batches of a dataset's samples, in order or shuffled, read ahead by workers if there are any.
///
/// ```swift
/// let loader = try DataLoader(TensorDataset(images, labels), batchSize: 64, shuffle: true)
/// for (x, y) in loader {
///     let loss = try F.crossEntropy(net(x), y)
///     …
/// }
/// ```
///
/// Each `for` is a pass over the dataset. The order and the random numbers used are torch's: after `manualSeed(0)` a pass
/// visits the samples in the order in which torch's loader does.
///
/// **Workers** are threads. Batch k is made by worker k mod `numWorkers`, and batches come in order whatever the number
/// of workers. What transforms draw from the default generator comes, in a worker, from a stream of that worker's, seeded as in torch.
///
/// **Errors.** A sample that cannot be read leaves a batch that carries the error (see `Collation`): the first use of its
/// tensors throws, and the error's hint names the sample. Reading goes on with the next batch.
///
/// **Resuming.** `makeIterator()` gives a pass whose `state` can be saved between batches; `resume(from:)` goes on there.
///
/// - Source: `torch.utils.data.DataLoader`.
public struct DataLoader<Source: Dataset>: Sequence, Sendable {
    /// Where the samples come from.
    public let dataset: Source
    /// Which samples make up each batch.
    public let batchSampler: any Sampler<[Int]>
    /// How many threads make batches; with 0 the caller's does.
    public let numWorkers: Int
    /// How many batches each worker may be ahead.
    public let prefetchFactor: Int
    /// The stream that seeds workers and shuffles, if one was given.
    public let generator: TernCore.Generator?

    /// A loader.
    ///
    /// - Parameters:
    ///   - dataset: where the samples come from.
    ///   - batchSize: samples in a batch. Default 1.
    ///   - shuffle: whether each pass has a new random order. Default false.
    ///   - sampler: the order, instead of `shuffle`. Default none.
    ///   - batchSampler: the batches, instead of `batchSize`, `shuffle`, `sampler` and `dropLast`. Default none.
    ///   - numWorkers: how many threads read ahead. Default 0: batches are made when they are asked for.
    ///   - dropLast: whether a last, smaller batch is left out. Default false.
    ///   - generator: the stream that the order is drawn from. Default the process's own.
    ///   - prefetchFactor: how many batches each worker may be ahead. Default 2.
    /// - Throws: `TensorError` for arguments that exclude each other or are out of range.
    public init(
        _ dataset: Source, batchSize: Int = 1, shuffle: Bool = false, sampler: (any Sampler<Int>)? = nil,
        batchSampler: (any Sampler<[Int]>)? = nil, numWorkers: Int = 0, dropLast: Bool = false,
        generator: TernCore.Generator? = nil, prefetchFactor: Int? = nil
    ) throws {
        func require(_ condition: Bool, _ message: String) throws {
            if !condition { throw TensorError(.value, "DataLoader", message) }
        }
        try require(
            numWorkers >= 0,
            "num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.")
        try require(
            numWorkers > 0 || prefetchFactor == nil,
            "prefetch_factor option could only be specified in multiprocessing."
                + "let num_workers > 0 to enable multiprocessing, otherwise set prefetch_factor to None.")
        // Torch takes 0 as well, and then waits for a batch that nobody makes.
        try require(prefetchFactor ?? 1 > 0, "prefetch_factor option should be positive")
        try require(sampler == nil || !shuffle, "sampler option is mutually exclusive with shuffle")
        try require(
            batchSampler == nil || batchSize == 1 && !shuffle && sampler == nil && !dropLast,
            "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last")
        self.dataset = dataset
        self.numWorkers = numWorkers
        self.generator = generator
        self.prefetchFactor = prefetchFactor ?? 2
        if let batchSampler {
            self.batchSampler = batchSampler
        } else {
            let order: any Sampler<Int> =
                try sampler
                ?? (shuffle ? RandomSampler(dataset, generator: generator) : SequentialSampler(dataset))
            self.batchSampler = try BatchSampler(order, batchSize: batchSize, dropLast: dropLast)
        }
    }

    /// A loader whose batches are made by `collate`; they come as results: `let batch = try result.get()`.
    ///
    /// - Parameters:
    ///   - dataset: where the samples come from.
    ///   - collate: a batch of samples.
    /// - Throws: `TensorError` for arguments that exclude each other or are out of range.
    public init<Base: Dataset, Value: Sendable>(
        _ dataset: Base, batchSize: Int = 1, shuffle: Bool = false, sampler: (any Sampler<Int>)? = nil,
        batchSampler: (any Sampler<[Int]>)? = nil, numWorkers: Int = 0,
        collate: @escaping @Sendable ([Base.Sample]) throws -> Value, dropLast: Bool = false,
        generator: TernCore.Generator? = nil, prefetchFactor: Int? = nil
    ) throws where Source == MappedDataset<Base, Base.Sample, Result<Value, TensorError>> {
        try self.init(
            dataset.collated(collate), batchSize: batchSize, shuffle: shuffle, sampler: sampler,
            batchSampler: batchSampler, numWorkers: numWorkers, dropLast: dropLast, generator: generator,
            prefetchFactor: prefetchFactor)
    }

    /// How many batches a pass has.
    public var count: Int { batchSampler.count }

    /// Starts a pass.
    public func makeIterator() -> DataLoaderPass<Source> { DataLoaderPass(self) }

    /// Goes on with a pass where `state` was taken, with the same batches and the same random numbers.
    ///
    /// - Parameter state: what `DataLoaderPass.state` gave, in this process or another one, for a loader with the same
    ///   arguments. The generators that it knows, the default one among them, are set to where they were.
    /// - Throws: `TensorError` for a state of another kind of loader.
    public func resume(from state: DataLoaderState) throws -> DataLoaderPass<Source> {
        try DataLoaderPass(self, resuming: state)
    }

    /// The generators that a pass draws from, by name.
    var generators: [String: TernCore.Generator] {
        var result = ["default": TernCore.Generator.default]
        result["loader"] = generator
        result["sampler"] = batchSampler.generator
        return result
    }
}
