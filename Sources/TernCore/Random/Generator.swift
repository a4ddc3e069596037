import CTernKernels
import Foundation

/// A source of random numbers with torch's streams: the same seed gives the same numbers.
///
/// A Mersenne Twister (MT19937). Several threads may share one; each fill takes its numbers in one piece.
///
/// - Source: `torch.Generator`.
public final class Generator: @unchecked Sendable {
    private var state = tern_generator()
    private let lock = NSLock()

    /// A generator with torch's own starting seed, 67280421310721.
    public convenience init() { self.init(seed: 67_280_421_310_721) }

    /// A generator seeded with `seed`. As in torch only its low 32 bits choose the stream.
    public init(seed: UInt64) { tern_generator_seed(&state, seed) }

    /// The generator that every call without one uses: the process's, which starts with a seed of its own, unless
    /// `withDefault` has put another in its place.
    public static var `default`: Generator { taskDefault ?? processDefault }

    private static let processDefault = Generator(seed: .random(in: 0...UInt64.max))

    @TaskLocal private static var taskDefault: Generator?

    /// Runs `body` with `generator` as the default one, in this task only: what other threads draw meanwhile neither
    /// disturbs it nor is disturbed by it.
    public static func withDefault<Result>(_ generator: Generator, _ body: () throws -> Result) rethrows -> Result {
        try $taskDefault.withValue(generator, operation: body)
    }

    /// Starts the stream of `seed` (negative seeds count from 2^64 down) and forgets any cached normal number.
    ///
    /// - Source: `torch.Generator.manual_seed`.
    public func manualSeed(_ seed: Int) { manualSeed(UInt64(bitPattern: Int64(seed))) }

    /// Starts the stream of `seed` and forgets any cached normal number.
    ///
    /// - Source: `torch.Generator.manual_seed`.
    public func manualSeed(_ seed: UInt64) { withState { tern_generator_seed(&$0, seed) } }

    /// Starts a stream that nobody can foresee.
    ///
    /// - Returns: its seed.
    /// - Source: `torch.Generator.seed`.
    @discardableResult
    public func seed() -> UInt64 {
        let seed = UInt64.random(in: 0...UInt64.max)
        manualSeed(seed)
        return seed
    }

    /// The seed that started the stream.
    ///
    /// - Source: `torch.Generator.initial_seed`.
    public var initialSeed: UInt64 { withState { $0.seed } }

    /// Another generator at the same point of the same stream.
    ///
    /// - Source: `torch.Generator.clone_state`.
    public func cloneState() -> Generator {
        let copy = Generator()
        let state = withState { $0 }
        copy.withState { $0 = state }
        return copy
    }

    /// Works on the state while no other thread can.
    package func withState<Result>(_ body: (inout tern_generator) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&state)
    }
}

/// Seeds the default generator: what follows is repeatable, and equal to torch's numbers for the same seed.
///
/// - Returns: the default generator.
/// - Source: `torch.manual_seed`.
@discardableResult
public func manualSeed(_ seed: Int) -> Generator {
    Generator.default.manualSeed(seed)
    return Generator.default
}

/// Seeds the default generator with a seed beyond `Int`.
///
/// - Source: `torch.manual_seed`.
@discardableResult
public func manualSeed(_ seed: UInt64) -> Generator {
    Generator.default.manualSeed(seed)
    return Generator.default
}

/// The seed that the default generator's stream started from.
///
/// - Source: `torch.initial_seed`.
public var initialSeed: UInt64 { Generator.default.initialSeed }
