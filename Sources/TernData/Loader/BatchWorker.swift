import Foundation
import TernCore

/// A thread that makes batches in the order in which it is asked for them.
final class BatchWorker<Source: Dataset>: @unchecked Sendable {
    /// A batch and where the worker's random stream was after it.
    struct Made {
        let result: Result<Source.Batch, TensorError>
        let generatorState: Tensor
    }

    private let dataset: Source
    private let generator: Generator
    // Guarded by the condition.
    private let condition = NSCondition()
    private var wanted: [[Int]] = []
    private var made: [Made] = []
    private var isStopped = false
    private var isStarted = false

    /// A worker whose default generator is `generator`. Its thread starts with the first batch.
    init(_ dataset: Source, _ generator: Generator) {
        self.dataset = dataset
        self.generator = generator
    }

    /// Asks for a batch.
    func post(_ indices: [Int]) {
        condition.lock()
        defer { condition.unlock() }
        wanted.append(indices)
        condition.broadcast()
        if isStarted { return }
        isStarted = true
        let thread = Thread { [self] in run() }
        thread.name = "tern-data"
        thread.start()
    }

    /// Waits for the earliest batch that was asked for and not yet taken.
    func take() -> Made {
        condition.lock()
        defer { condition.unlock() }
        while made.isEmpty { condition.wait() }
        return made.removeFirst()
    }

    /// Ends the thread after the batch that it is at.
    func stop() {
        condition.lock()
        defer { condition.unlock() }
        isStopped = true
        condition.broadcast()
    }

    private func nextWanted() -> [Int]? {
        condition.lock()
        defer { condition.unlock() }
        while wanted.isEmpty, !isStopped { condition.wait() }
        return isStopped ? nil : wanted.removeFirst()
    }

    private func run() {
        Generator.withDefault(generator) {
            while let indices = nextWanted() {
                let result: Result<Source.Batch, TensorError>
                do {
                    result = .success(try dataset.batch(at: indices))
                } catch {
                    result = .failure(TensorError(anything: error))
                }
                let batch = Made(result: result, generatorState: generator.getState())
                condition.lock()
                made.append(batch)
                condition.broadcast()
                condition.unlock()
            }
        }
    }
}
