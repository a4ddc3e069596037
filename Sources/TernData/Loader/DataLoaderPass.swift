import TernCore

/// One pass over a data loader's batches: what a `for` loop over the loader walks along.
///
/// ```swift
/// let pass = loader.makeIterator()
/// for (x, y) in pass {
///     …
///     if step == 500 { saved = pass.state }
/// }
/// for (x, y) in try loader.resume(from: saved) { … }
/// ```
public final class DataLoaderPass<Source: Dataset>: Sequence, IteratorProtocol {
    private let loader: DataLoader<Source>
    private let batches: SampleStream<[Int]>
    private let start: [String: Tensor]
    private let workers: [BatchWorker<Source>]
    private var workerStates: [Int: Tensor]
    private var yielded = 0
    private var issued = 0
    private var ending: Ending?

    /// Why no more batches are issued.
    private enum Ending {
        case complete
        case failed(TensorError)
    }

    /// Starts a pass.
    init(_ loader: DataLoader<Source>) {
        self.loader = loader
        start = loader.generators.mapValues { $0.getState() }
        workerStates = [:]
        workers = DataLoaderPass.workers(of: loader, states: [:])
        batches = loader.batchSampler.makeStream()
        readAhead()
    }

    /// Goes on with a pass: what was drawn until then is drawn again, and the batches that were given are left out.
    init(_ loader: DataLoader<Source>, resuming state: DataLoaderState) throws {
        try state.check(workers: loader.numWorkers, generators: Set(loader.generators.keys))
        self.loader = loader
        start = state.start
        workerStates = state.workers
        for (name, generator) in loader.generators { try generator.setState(state.start[name] ?? generator.getState()) }
        workers = DataLoaderPass.workers(of: loader, states: state.workers)
        batches = loader.batchSampler.makeStream()
        while yielded < state.yielded, try batches.next() != nil { yielded += 1 }
        issued = yielded
        readAhead()
        for (name, generator) in loader.generators { try generator.setState(state.now[name] ?? generator.getState()) }
    }

    deinit { for worker in workers { worker.stop() } }

    /// The next batch, or nil after the last one. A batch that could not be made carries the error.
    public func next() -> Source.Batch? {
        if workers.isEmpty { issue() }
        guard yielded < issued else {
            guard case .failed(let error) = ending else { return nil }
            ending = .complete
            return loader.dataset.collation.failed(error)
        }
        let number = yielded
        yielded += 1
        guard !workers.isEmpty else { return batch(inHand ?? [], number: number) }
        let made = workers[number % workers.count].take()
        workerStates[number % workers.count] = made.generatorState
        issue()
        switch made.result {
        case .success(let batch): return batch
        case .failure(let error): return failed(error, number)
        }
    }

    /// Where the pass is, between two batches.
    public var state: DataLoaderState {
        DataLoaderState(
            yielded: yielded, start: start, now: loader.generators.mapValues { $0.getState() }, workers: workerStates)
    }

    // MARK: - Batches

    /// The positions of the next batch, where no worker has them.
    private var inHand: [Int]?

    private func batch(_ indices: [Int], number: Int) -> Source.Batch {
        do {
            return try loader.dataset.batch(at: indices)
        } catch {
            return failed(TensorError(anything: error), number)
        }
    }

    private func failed(_ error: TensorError, _ number: Int) -> Source.Batch {
        var error = error
        error.add(hint: "batch \(number)")
        return loader.dataset.collation.failed(error)
    }

    private func readAhead() {
        for _ in 0..<workers.count * loader.prefetchFactor { issue() }
    }

    /// Asks the sampler for one more batch and hands it to the worker whose turn it is.
    private func issue() {
        guard ending == nil else { return }
        do {
            guard let indices = try batches.next() else {
                ending = .complete
                return
            }
            if workers.isEmpty { inHand = indices } else { workers[issued % workers.count].post(indices) }
            issued += 1
        } catch {
            ending = .failed(TensorError(anything: error))
        }
    }

    /// Workers with streams of their own, at their start or at the states given. The seed is drawn even where there is
    /// no worker, as in torch.
    private static func workers(of loader: DataLoader<Source>, states: [Int: Tensor]) -> [BatchWorker<Source>] {
        let seed = (loader.generator ?? .default).nextInt64()
        return (0..<loader.numWorkers).map { number in
            let generator = TernCore.Generator(seed: seed &+ UInt64(number))
            // The states have been checked.
            if let state = states[number] { try? generator.setState(state) }
            return BatchWorker(loader.dataset, generator)
        }
    }
}

extension TensorError {
    /// Any error as one of Tern's.
    init(anything error: any Error) { self = error as? TensorError ?? TensorError("DataLoader", "\(error)") }
}
