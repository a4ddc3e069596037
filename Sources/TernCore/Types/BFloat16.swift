/// A 16-bit number with float32's range and 8 significant bits, kept as its bits.
public struct BFloat16: Sendable, Hashable {
    /// The upper half of the float32 with this value.
    public var bitPattern: UInt16

    /// The number with these bits.
    public init(bitPattern: UInt16) { self.bitPattern = bitPattern }

    /// The nearest number, ties to even.
    public init(_ value: Float) {
        let bits = value.bitPattern
        bitPattern = value.isNaN ? 0x7FC0 : UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16)
    }

    /// The same value as a float32; exact.
    public var floatValue: Float { Float(bitPattern: UInt32(bitPattern) << 16) }
}

/// An IEEE binary16 number, kept as its bits: `Float16` exists on fewer platforms than Tern does.
public struct Half: Sendable, Hashable {
    /// The 16 bits.
    public var bitPattern: UInt16

    /// The number with these bits.
    public init(bitPattern: UInt16) { self.bitPattern = bitPattern }
}
