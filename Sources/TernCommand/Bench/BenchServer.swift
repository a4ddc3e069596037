import Foundation
import Tern
import TernBenchmarks
import TernFormats

/// The child's side of a side-by-side run: each line of the input is a request, each line of the output its answer, both JSON.
///
/// - `{"do": "machine"}` gives the processor, the threads and the measured limits.
/// - `{"do": "list"}` gives the cases with their sizes and work.
/// - `{"do": "prepare", "case": NAME}` makes a case's inputs and warms it up.
/// - `{"do": "run", "seconds": S}` gives the seconds of one run of that case.
///
/// An answer has `"error"` where something went wrong. Between requests the child sleeps, so that the other side has the machine.
struct BenchServer {
    func run() throws {
        var session = BenchSession()
        while let line = readLine() {
            // Not `print`, which keeps the answer back while the output is a pipe.
            StandardStream.output.write(session.answer(line).text + "\n")
        }
    }
}

private struct BenchSession {
    private var current: (step: BenchmarkCase.Step, stopwatch: Stopwatch)?

    mutating func answer(_ line: String) -> JSON {
        do {
            let request = try JSON.parse(line)
            switch request["do"]?.string {
            case "machine": return Self.machine
            case "list": return .array(BenchmarkSuite.cases.map(Self.description))
            case "prepare": return try prepare(request["case"]?.string ?? "")
            case "run": return try measure(request["seconds"]?.double ?? 0.1)
            default: return Self.error("unknown request: \(line)")
            }
        } catch {
            return Self.error("\(error)")
        }
    }

    private mutating func prepare(_ name: String) throws -> JSON {
        guard let item = BenchmarkSuite.cases.first(where: { $0.name == name }) else {
            return Self.error("no such case: \(name)")
        }
        current = nil
        CPU.releaseCachedMemory()
        let step = try item.prepare()
        current = (step, try Stopwatch(warming: step))
        return .object([.init("ok", .bool(true))])
    }

    private func measure(_ seconds: Double) throws -> JSON {
        guard let current else { return Self.error("run before prepare") }
        return .object([.init("seconds", .number(try current.stopwatch.measure(seconds, current.step)))])
    }

    private static var machine: JSON {
        let machine = Machine.measured()
        return .object([
            .init("processor", .string(machine.processor)),
            .init("isa", .string(machine.instructionSet)),
            .init("threads", .integer(machine.threads)),
            .init("peak_gflops", .number(machine.peakOperations / 1e9)),
            .init("peak_gbytes", .number(machine.peakBytes / 1e9)),
        ])
    }

    private static func description(_ item: BenchmarkCase) -> JSON {
        .object(
            [
                .init("name", .string(item.name)), .init("operation", .string(item.operation)),
                .init("flops", .number(item.operations)), .init("bytes", .number(item.bytes)),
            ] + item.parameters.map { .init($0.key, .integer($0.value)) })
    }

    private static func error(_ message: String) -> JSON { .object([.init("error", .string(message))]) }
}
