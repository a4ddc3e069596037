/// Runs a step again and again for about a given time.
public struct Stopwatch: Sendable {
    /// How often the clock is left alone: short steps are timed in batches, so that reading it doesn't count.
    private let batch: Int

    /// Warms the step up and learns how long it takes.
    public init(warming step: BenchmarkCase.Step) throws {
        try step()
        let clock = ContinuousClock()
        var count = 1
        while true {
            let start = clock.now
            for _ in 0..<count { try step() }
            if clock.now - start > .microseconds(500) || count > 1 << 20 { break }
            count *= 2
        }
        batch = count
    }

    /// The mean seconds of one run, over at least `seconds`.
    public func measure(_ seconds: Double, _ step: BenchmarkCase.Step) throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        var runs = 0
        while true {
            for _ in 0..<batch { try step() }
            runs += batch
            let elapsed = (clock.now - start).seconds
            if elapsed >= seconds { return elapsed / Double(runs) }
        }
    }
}

extension Duration {
    /// The length in seconds.
    public var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
