import ArgumentParser
import TernBenchmarks
import TernCore

/// `tern bench`: how fast is Tern on this machine?
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures Tern's kernels, layers and networks on this machine.",
        discussion: """
            Prints for each case the time of one run and the share of what the machine can do at most: of its arithmetic \
            (GFLOP/s) or of its memory (GB/s), both measured first. More than 100 % is possible; a note below the table says why.

            `python3 Benchmarks/compare.py` runs the same cases side by side with PyTorch.
            """)

    @Argument(
        help: "Run the cases whose names contain all words of one of these, such as \"conv2d N=16\". Default: all.")
    var filters: [String] = []

    @Flag(help: "Print the cases' names and do nothing else.")
    var list = false

    @Option(help: "Seconds for each case.")
    var seconds = 0.5

    @Option(help: "Instead of measuring, train random small networks for so many seconds and watch memory.")
    var soak: Double?

    @Flag(help: .hidden)
    var serve = false

    func validate() throws {
        guard seconds > 0, seconds.isFinite else { throw ValidationError("--seconds must be positive.") }
        guard (soak ?? 1) > 0, (soak ?? 1).isFinite else { throw ValidationError("--soak must be positive.") }
    }

    func run() throws {
        if serve { return try BenchServer().run() }
        if let soak { return try Soak(seconds: soak).run() }
        let cases = try selectedCases()
        if list {
            for item in cases { print(item.name) }
        } else {
            try measure(cases)
        }
    }

    private func selectedCases() throws -> [BenchmarkCase] {
        if filters.isEmpty { return BenchmarkSuite.cases }
        let wanted = Set(filters.flatMap { BenchmarkSuite.cases(matching: $0).map(\.name) })
        guard !wanted.isEmpty else {
            throw ValidationError("No case matches; `tern bench --list` prints all.")
        }
        return BenchmarkSuite.cases.filter { wanted.contains($0.name) }
    }

    private func measure(_ cases: [BenchmarkCase]) throws {
        let machine = Machine.measured()
        print("\(machine.processor), \(machine.instructionSet), \(machine.threads) threads")
        print(
            "at most \(fixed(machine.peakOperations / 1e9, 0)) GFLOP/s and \(fixed(machine.peakBytes / 1e9, 1)) GB/s\n"
        )
        let width = cases.map(\.name.count).max() ?? 0
        var isExceeded = false
        for item in cases {
            let step = try item.prepare()
            let time = try Stopwatch(warming: step).measure(seconds, step)
            print("\(item.name.padded(to: width))  \(timeText(time))  \(rate(item, time, machine))")
            isExceeded =
                isExceeded || item.operations / time > machine.peakOperations
                || (item.operations == 0 && item.bytes / time > machine.peakBytes)
        }
        if isExceeded { print(BenchCommand.explanation) }
    }

    private static let explanation = """

        More than 100 %: operations are counted as a plain loop makes them, and Winograd's convolutions get by with less
        than half; what is smaller than the caches is read faster than memory; and when other programs took the processor
        while the limits were measured, these came out too low.
        """

    private func rate(_ item: BenchmarkCase, _ time: Double, _ machine: Machine) -> String {
        func text(_ amount: Double, _ unit: String, _ peak: Double) -> String {
            let share = peak > 0 ? "  \(fixed(100 * amount / time / peak, 0))%" : ""
            return "\(fixed(amount / time / 1e9, 1).leading(to: 7)) \(unit)\(share)"
        }
        if item.operations > 0 { return text(item.operations, "GFLOP/s", machine.peakOperations) }
        if item.bytes > 0 { return text(item.bytes, "GB/s", machine.peakBytes) }
        return ""
    }

    private func timeText(_ seconds: Double) -> String {
        seconds < 1e-3 ? "\(fixed(seconds * 1e6, 2).leading(to: 9)) us" : "\(fixed(seconds * 1e3, 2).leading(to: 9)) ms"
    }
}
