import Foundation
import Tern
import Testing

/// Samples 5 and 11 cannot be read; reading takes a while.
private struct Slow: Dataset {
    var count = 16
    var delay = 0.0
    var unreadable: Set<Int> = []

    func sample(at index: Int) throws -> (Tensor, Int) {
        if unreadable.contains(index) { throw TensorError(.file, "read", "disk on fire", hint: "fetch water") }
        Thread.sleep(forTimeInterval: delay)
        return (Tensor([Float(index)]), index)
    }
}

@Suite struct WorkerTests {
    @Test(arguments: [0, 1, 3]) func anErrorNamesItsSampleAndReadingGoesOn(workers: Int) throws {
        let loader = try DataLoader(Slow(unreadable: [5, 11]), batchSize: 4, numWorkers: workers)
        var texts: [String] = []
        for (x, y) in loader {
            do {
                texts.append("\(try (x + 0).array(of: Int.self)) \(try y.array(of: Int.self))")
            } catch let error as TensorError {
                texts.append(error.description)
            }
        }
        let failure = "read: disk on fire\n  hint: fetch water; sample"
        #expect(
            texts == [
                "[0, 1, 2, 3] [0, 1, 2, 3]", "\(failure) 5 of Slow; batch 1", "\(failure) 11 of Slow; batch 2",
                "[12, 13, 14, 15] [12, 13, 14, 15]",
            ])
    }

    @Test func workersReadWhileTheCallerWorks() throws {
        func time(workers: Int) throws -> Double {
            let start = Date()
            for (x, _) in try DataLoader(Slow(delay: 0.01), batchSize: 2, numWorkers: workers) {
                Thread.sleep(forTimeInterval: 0.02)
                try x.validate()
            }
            return Date().timeIntervalSince(start)
        }
        // 16 x 10 ms of reading and 8 x 20 ms of work, one after the other or at the same time.
        #expect(try time(workers: 0) >= 0.32)
        let overlapped = try (0..<3).map { _ in try time(workers: 2) }.min()
        #expect(try #require(overlapped) < 0.27)
    }

    @Test func aPassCanBeLeftEarly() throws {
        for _ in 0..<20 {
            for (x, _) in try DataLoader(Slow(delay: 0.0005), batchSize: 2, numWorkers: 3) {
                try x.validate()
                break
            }
        }
    }

    @Test func aSamplersErrorEndsThePass() throws {
        let sampler = try WeightedRandomSampler([1, -1], numSamples: 4)
        for workers in [0, 2] {
            var messages: [String] = []
            for (x, _) in try DataLoader(Slow(), sampler: sampler, numWorkers: workers) {
                do { try x.validate() } catch let error as TensorError { messages.append(error.message) }
            }
            #expect(messages == ["invalid multinomial distribution (encountering probability entry < 0)"])
        }
    }

    @Test func batchesOfAnyTypeComeAsResults() throws {
        let loader = try DataLoader(
            Slow(unreadable: [5]), batchSize: 8, collate: { $0.map { "\($0.1)" }.joined(separator: " ") })
        let results = Array(loader)
        #expect(throws: TensorError.self) { try results[0].get() }
        #expect(try results[1].get() == "8 9 10 11 12 13 14 15")
        let loader2 = try DataLoader(Slow(count: 3), batchSampler: BatchSampler([2, 0, 0, 1], batchSize: 3))
        #expect(try loader2.map { try $0.1.array(of: Int.self) } == [[2, 0, 0], [1]])
    }
}
