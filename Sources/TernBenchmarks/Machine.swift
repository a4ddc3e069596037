import CTernKernels
import Tern

/// What the benchmarks run on, and what it can do at most.
public struct Machine: Sendable {
    /// The processor's name, as the system tells it.
    public let processor: String
    /// The instruction set whose kernels are used.
    public let instructionSet: String
    /// How many threads an operation uses.
    public let threads: Int
    /// Floating-point operations per second, measured on registers.
    public let peakOperations: Double
    /// Bytes per second, read and written, measured by copying large arrays.
    public let peakBytes: Double

    /// Measures this machine, which takes about half a second.
    public static func measured() -> Machine {
        Machine(
            processor: processorName(), instructionSet: CPU.instructionSet, threads: CPU.threadCount,
            peakOperations: tern_measure_operation_rate(), peakBytes: tern_measure_memory_rate())
    }
}
