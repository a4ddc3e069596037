import TernCore

/// A prefix code of deflate, ready for decoding: short codes by a table of what the next bits can be, longer ones bit by
/// bit.
struct HuffmanTable {
    private static let primaryBits = 10
    private static let longest = 15

    /// For each value of the next ten bits: the symbol in the high bits, the code's length in the low four; 0 where the
    /// code is longer, or there is none.
    private var primary = [UInt16](repeating: 0, count: 1 << primaryBits)
    /// How many codes have each length, and all symbols in the order of their codes.
    private var counts = [Int](repeating: 0, count: longest + 1)
    private var symbols: [UInt16] = []

    /// The canonical code whose symbols have these lengths; 0 where a symbol has no code.
    ///
    /// - Throws: `TensorError` for lengths of which no code can be made, and for a code that leaves bit strings unused
    ///   unless it is `partial`: then it may have one code of one bit, or none at all.
    init(_ lengths: ArraySlice<UInt8>, partial: Bool, _ name: String) throws {
        for length in lengths { counts[Int(length)] += 1 }
        let used = lengths.count - counts[0]
        counts[0] = 0
        var unused = 1
        for length in 1...HuffmanTable.longest {
            unused = unused * 2 - counts[length]
            guard unused >= 0 else { throw HuffmanTable.invalid(name) }
        }
        guard unused == 0 || partial && (used == 0 || used == 1 && counts[1] == 1) else {
            throw HuffmanTable.invalid(name)
        }
        sortSymbols(lengths, used)
        fillPrimary()
    }

    private static func invalid(_ name: String) -> TensorError { TensorError(.value, "inflate", "invalid \(name)") }

    private mutating func sortSymbols(_ lengths: ArraySlice<UInt8>, _ used: Int) {
        var next = [Int](repeating: 0, count: HuffmanTable.longest + 1)
        for length in 1..<HuffmanTable.longest { next[length + 1] = next[length] + counts[length] }
        symbols = [UInt16](repeating: 0, count: used)
        for (symbol, length) in lengths.enumerated() where length > 0 {
            symbols[next[Int(length)]] = UInt16(symbol)
            next[Int(length)] += 1
        }
    }

    private mutating func fillPrimary() {
        var (code, index) = (0, 0)
        for length in 1...HuffmanTable.primaryBits {
            for _ in 0..<counts[length] {
                // Codes come from their highest bit on, the bits of the input lowest first.
                var reversed = 0
                for bit in 0..<length where code & 1 << bit != 0 { reversed |= 1 << (length - 1 - bit) }
                let entry = symbols[index] << 4 | UInt16(length)
                for place in stride(from: reversed, to: primary.count, by: 1 << length) { primary[place] = entry }
                code += 1
                index += 1
            }
            code <<= 1
        }
    }

    /// The next symbol.
    @inline(__always)
    func decode(_ bits: inout BitReader) throws -> Int {
        let next = bits.peek()
        let entry = primary[Int(next & UInt64(HuffmanTable.primaryMask))]
        guard entry != 0 else { return try decodeLong(next, &bits) }
        try bits.skip(Int(entry & 15))
        return Int(entry >> 4)
    }

    private static let primaryMask = 1 << primaryBits - 1

    private func decodeLong(_ next: UInt64, _ bits: inout BitReader) throws -> Int {
        var (code, first, index) = (0, 0, 0)
        for length in 1...HuffmanTable.longest {
            code |= Int(next >> UInt64(length - 1) & 1)
            let count = counts[length]
            if code - first < count {
                try bits.skip(length)
                return Int(symbols[index + code - first])
            }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        throw bits.available < HuffmanTable.longest ? BitReader.truncated : HuffmanTable.invalid("code")
    }
}
