import CTernKernels

extension Generator {
    /// The generator's whole state in torch's layout: 5056 bytes, as a uint8 tensor.
    ///
    /// - Source: `torch.Generator.get_state`.
    public func getState() -> Tensor {
        let bytes = GeneratorState.bytes(of: withState { $0 })
        return Tensor.deferringErrors { try Tensor(bytes: bytes, shape: [bytes.count], dtype: .uint8) }
    }

    /// Goes on from a state that `getState()`, of Tern or of torch, gave.
    ///
    /// - Throws: `TensorError` for a tensor that is no such state; nothing has changed then.
    /// - Source: `torch.Generator.set_state`.
    public func setState(_ state: Tensor) throws {
        try state.validate()
        guard state.dtype == .uint8 else {
            throw TensorError(.type, "setState", "RNG state must be a torch.ByteTensor")
        }
        guard state.isContiguous else { throw TensorError("setState", "RNG state must be contiguous") }
        guard state.count == GeneratorState.byteCount else {
            throw TensorError(
                "setState",
                "Expected a CPUGeneratorImplState of size \(GeneratorState.byteCount) "
                    + "but found the input RNG state size to be \(state.count)")
        }
        guard let decoded = GeneratorState.decoded(try state.array(of: UInt8.self)) else {
            throw TensorError("setState", "Invalid mt19937 state")
        }
        withState { $0 = decoded }
    }
}

/// The state of the default generator; see `Generator.getState()`.
///
/// - Source: `torch.get_rng_state`.
public func getRNGState() -> Tensor { Generator.default.getState() }

/// Puts the default generator into a state that `getRNGState()` gave.
///
/// - Throws: `TensorError` for a tensor that is no such state.
/// - Source: `torch.set_rng_state`.
public func setRNGState(_ state: Tensor) throws { try Generator.default.setState(state) }

/// Runs `body`, then puts the default generator back to where it was: what `body` draws does not change what follows.
///
/// - Source: `torch.random.fork_rng`.
public func forkRNG<Result>(_ body: () throws -> Result) rethrows -> Result {
    let generator = Generator.default
    let saved = generator.withState { $0 }
    defer { generator.withState { $0 = saved } }
    return try body()
}

/// Torch's layout of a generator's state, little-endian.
private enum GeneratorState {
    static let byteCount = 5056

    // Where each field starts. Between them lie fields that torch no longer uses.
    private static let seed = 0
    private static let left = 8
    private static let isSeeded = 12
    private static let next = 16
    private static let words = 24
    private static let cachedNormal = 5024
    private static let hasCachedNormal = 5040

    private static let wordCount = Int(TERN_MT_WORDS)

    static func bytes(of generator: tern_generator) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        func put(_ value: some FixedWidthInteger, at offset: Int) {
            withUnsafeBytes(of: value.littleEndian) { bytes.replaceSubrange(offset..<offset + $0.count, with: $0) }
        }
        put(generator.seed, at: seed)
        put(generator.left, at: left)
        put(Int32(1), at: isSeeded)
        put(UInt64(generator.next), at: next)
        withUnsafeBytes(of: generator.words) { raw in
            for (index, word) in raw.bindMemory(to: UInt32.self).enumerated() {
                put(UInt64(word), at: words + 8 * index)
            }
        }
        if generator.has_cached_normal {
            put(generator.cached_normal.bitPattern, at: cachedNormal)
            put(Int32(1), at: hasCachedNormal)
        }
        return bytes
    }

    /// The generator in that state; nil if no generator can be.
    static func decoded(_ bytes: [UInt8]) -> tern_generator? {
        func get<Value: FixedWidthInteger>(_ type: Value.Type, at offset: Int) -> Value {
            bytes.withUnsafeBytes { Value(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
        }
        var generator = tern_generator()
        generator.seed = get(UInt64.self, at: seed)
        generator.left = get(Int32.self, at: left)
        let position = get(UInt64.self, at: next)
        // The words that are left must lie within the block; torch asks less and would read past it.
        guard get(Int32.self, at: isSeeded) != 0, (1...wordCount).contains(Int(generator.left)),
            position <= UInt64(wordCount + 1 - Int(generator.left))
        else { return nil }
        generator.next = UInt32(position)
        withUnsafeMutableBytes(of: &generator.words) { raw in
            let target = raw.bindMemory(to: UInt32.self)
            for index in target.indices {
                target[index] = UInt32(truncatingIfNeeded: get(UInt64.self, at: words + 8 * index))
            }
        }
        generator.has_cached_normal = get(Int32.self, at: hasCachedNormal) != 0
        if generator.has_cached_normal {
            generator.cached_normal = Double(bitPattern: get(UInt64.self, at: cachedNormal))
        }
        return generator
    }
}
