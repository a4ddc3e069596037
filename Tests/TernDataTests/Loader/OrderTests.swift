import Tern
import Testing

/// Samplers, splits and loaders visit what torch's do, and leave the random streams where torch's leave them.
@Suite struct OrderTests {
    @Test(arguments: OrderCase.all) func matchesTorch(_ test: OrderCase) throws {
        let generator = test.generator.map { Generator(seed: UInt64($0)) }
        try Generator.withDefault(Generator(seed: UInt64(test.seed))) {
            do {
                switch test.call {
                case "split": try checkSplit(test, generator)
                case "sampler": try checkSampler(test, generator)
                default: try checkLoader(test, generator)
                }
                #expect(test.error == nil)
            } catch let error as TensorError {
                #expect(error.message == test.error)
                return
            }
            #expect(try Tensor.randint(1 << 40, []).item(as: Int.self) == test.next)
            if let generator {
                #expect(
                    try Tensor.randint(1 << 40, [], generator: generator).item(as: Int.self) == test.nextOfGenerator)
            }
        }
    }

    private func checkSplit(_ test: OrderCase, _ generator: Generator?) throws {
        let lengths = try #require(test.lengths)
        let data = Numbers(count: test.n)
        let parts =
            lengths.allSatisfy { $0 == $0.rounded() && $0 >= 0 } && lengths.reduce(0, +) != 1
            ? try randomSplit(data, lengths.map { Int($0) }, generator: generator ?? .default)
            : try randomSplit(data, lengths, generator: generator ?? .default)
        #expect(parts.map(\.indices) == test.parts)
    }

    private func checkSampler(_ test: OrderCase, _ generator: Generator?) throws {
        let sampler = try test.makeSampler(try #require(test.sampler), Numbers(count: test.n), generator)
        for pass in 0..<(test.epochs ?? 0) {
            if let size = test.batchSize {
                let batches = try BatchSampler(sampler, batchSize: size, dropLast: test.dropLast ?? false)
                let drawn = try batches.list()
                // An empty pass reads as a list of positions.
                #expect(drawn.isEmpty ? test.orders?[pass] == .positions([]) : test.orders?[pass] == .batches(drawn))
                #expect(batches.count == test.count)
            } else {
                let drawn = try sampler.list()
                #expect(test.orders?[pass] == .positions(drawn))
                #expect(sampler.count == test.count)
            }
        }
    }

    private func checkLoader(_ test: OrderCase, _ generator: Generator?) throws {
        let options = try #require(test.options)
        let data = Numbers(count: test.n, isNoisy: test.noisy ?? false)
        let loader = try DataLoader(
            data, batchSize: options.batchSize ?? 1, shuffle: options.shuffle ?? false,
            sampler: test.sampler.map { try test.makeSampler($0, data, generator) },
            numWorkers: options.numWorkers ?? 0, dropLast: options.dropLast ?? false,
            generator: test.sampler == nil ? generator : nil, prefetchFactor: options.prefetchFactor)
        #expect(loader.count == test.count)
        for pass in 0..<(test.epochs ?? 0) {
            var (batches, noise) = ([[Int]](), [[Double]]())
            for (x, y) in loader {
                batches.append(try x.array())
                noise.append(try y.array())
            }
            #expect(batches == test.batches?[pass])
            if test.noisy == true { #expect(noise == test.noise?[pass]) }
        }
    }
}
