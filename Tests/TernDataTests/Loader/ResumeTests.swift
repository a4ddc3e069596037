import Foundation
import Tern
import Testing

/// A pass that is left and resumed gives what it would have given, bit for bit.
@Suite struct ResumeTests {
    /// What a pass gives, and what the default generator gives between its batches and afterwards.
    private func rest(_ pass: DataLoaderPass<Numbers>) throws -> [[Double]] {
        var result: [[Double]] = []
        for (x, y) in pass { result.append(try x.array() + y.array() + [Tensor.rand([]).item()]) }
        return result + [[try Tensor.rand([]).item()]]
    }

    @Test(arguments: [0, 1, 3], [false, true]) func goesOnWhereItWas(workers: Int, ownGenerator: Bool) throws {
        for position in [0, 1, 4, 7] {
            try Generator.withDefault(Generator(seed: 5)) {
                let data = Numbers(count: 20, isNoisy: true)
                let generator = ownGenerator ? Generator(seed: 9) : nil
                let loader = try DataLoader(
                    data, batchSize: 3, shuffle: true, numWorkers: workers, generator: generator)
                let pass = loader.makeIterator()
                for _ in 0..<position {
                    _ = pass.next()
                    _ = Tensor.rand([])
                }
                let state = pass.state
                let whole = try rest(pass)
                manualSeed(99)
                let again = try DataLoader(
                    data, batchSize: 3, shuffle: true, numWorkers: workers,
                    generator: ownGenerator ? Generator(seed: 1) : nil)
                let stored = try DataLoaderState(tensors: state.tensors)
                #expect(stored.yielded == position)
                #expect(try rest(again.resume(from: stored)) == whole)
            }
        }
    }

    @Test func takesNumbersFromASamplersStreamOnce() throws {
        try Generator.withDefault(Generator(seed: 5)) {
            let data = Numbers(count: 10)
            func loader(_ seed: UInt64) throws -> DataLoader<Numbers> {
                try DataLoader(
                    data, batchSize: 3,
                    sampler: RandomSampler(
                        data, replacement: true, numSamples: 100, generator: Generator(seed: seed)), numWorkers: 2)
            }
            let pass = try loader(1).makeIterator()
            for _ in 0..<20 { _ = pass.next() }
            let state = pass.state
            let whole = try rest(pass)
            #expect(try rest(loader(2).resume(from: state)) == whole)
        }
    }

    @Test func refusesAnotherLoadersState() throws {
        let data = Numbers(count: 20)
        let state = try DataLoader(data, batchSize: 3, numWorkers: 2).makeIterator().state
        let other = try DataLoader(data, batchSize: 3, generator: Generator(seed: 1))
        #expect(throws: TensorError.self) { try other.resume(from: state) }
        let pass = try DataLoader(data, batchSize: 3, numWorkers: 2).makeIterator()
        _ = pass.next()
        let started = pass.state
        #expect(throws: TensorError.self) { try DataLoader(data, batchSize: 3).resume(from: started) }
        #expect(throws: TensorError.self) { try DataLoaderState(tensors: [("yielded", Tensor([-1]))]) }
        #expect(throws: TensorError.self) { try DataLoaderState(tensors: [("other", Tensor([1]))]) }
        var broken = started.tensors
        broken[1].1 = Tensor([1, 2, 3])
        #expect(throws: TensorError.self) {
            try DataLoader(data, batchSize: 3, numWorkers: 2).resume(from: DataLoaderState(tensors: broken))
        }
    }
}
