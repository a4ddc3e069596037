import CTernKernels

/// What Tern knows of the processor and how it uses it.
public enum CPU {
    /// The instruction set whose kernels are used: `avx512`, `avx2`, `neon`, `portable` or `reference`. Chosen once, by what the
    /// processor has or by the environment variable TERN_ISA.
    public static var instructionSet: String { String(cString: tern_isa_name(tern_current_isa())) }

    /// The instruction sets that this processor has kernels for, slowest first.
    public static var availableInstructionSets: [String] {
        (0..<TERN_ISA_COUNT.rawValue).map { tern_isa(rawValue: $0) }.filter(tern_isa_available)
            .map { String(cString: tern_isa_name($0)) }
    }

    /// How many threads an operation may use: TERN_NUM_THREADS, else the machine's processors. Results don't depend on it.
    ///
    /// - Source: `torch.get_num_threads`, `torch.set_num_threads`.
    public static var threadCount: Int {
        get { Int(tern_thread_count()) }
        set { tern_set_thread_count(Int32(clamping: newValue)) }
    }

    /// Whether algorithms that round worse than a plain sum (Winograd's F(4x4, 3x3), by about a factor of two) are forbidden.
    /// Default false, or TERN_STRICT=1.
    public static var strictAccuracy: Bool {
        get { tern_strict_accuracy() }
        set { tern_set_strict_accuracy(newValue) }
    }

    /// How much memory tensors hold, and how much is kept for the next ones.
    public struct MemoryStatistics: Sendable {
        /// Bytes that tensors and kernels hold now.
        public let inUse: Int
        /// The most that they held at once.
        public let peakInUse: Int
        /// Freed bytes that are kept for reuse.
        public let cached: Int
        /// Requests that were served from kept memory.
        public let hits: Int
        /// Requests that went to the system.
        public let misses: Int
    }

    /// The state of the memory cache.
    public static var memory: MemoryStatistics {
        let statistics = tern_get_memory_statistics()
        return MemoryStatistics(
            inUse: Int(statistics.in_use), peakInUse: Int(statistics.peak_in_use), cached: Int(statistics.cached),
            hits: Int(statistics.hits), misses: Int(statistics.misses))
    }

    /// Gives the memory that is kept for reuse back to the system.
    ///
    /// - Source: `torch.cuda.empty_cache`, for the processor.
    public static func releaseCachedMemory() { tern_release_cached_memory() }
}
