import Benchmark
import TernBenchmarks

/// Every case of `TernBenchmarks` as a benchmark of its own: `swift package benchmark --filter "conv2d.*N=16.*"`.
let benchmarks: @Sendable () -> Void = {
    for item in BenchmarkSuite.cases {
        Benchmark(
            item.name,
            configuration: .init(metrics: [.wallClock, .throughput], maxDuration: .milliseconds(500))
        ) { benchmark in
            let step = try item.prepare()
            try step()
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations { try step() }
            benchmark.stopMeasurement()
        }
    }
}
