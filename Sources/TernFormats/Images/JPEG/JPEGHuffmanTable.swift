import TernCore

/// A Huffman code of a JPEG file, ready for decoding: short codes by a table of what the next bits can be, together with
/// the number behind them where that is short too.
final class JPEGHuffmanTable {
    static let lookahead = 10

    /// For each value of the next bits: the code's length in the high byte, its symbol in the low one; 0 where the code is
    /// longer, or there is none.
    private let codes: JPEGBuffer<UInt16>
    /// For each value of the next bits: the number behind the code, the zeros before it, and the bits that both take, in 16,
    /// 8 and 8 bits; 0 where they do not fit.
    private let numbers: JPEGBuffer<Int32>
    /// For each length of a code: the first 16 bits that no code so long begins with, and what turns a code into the place of
    /// its symbol.
    private let limits: JPEGBuffer<Int>
    private let offsets: JPEGBuffer<Int>
    private let symbols: JPEGBuffer<UInt8>

    /// The code with `counts[n]` codes of n + 1 bits.
    ///
    /// - Throws: `TensorError` where the counts make no code.
    init(counts: [Int], symbols list: [UInt8]) throws {
        codes = try JPEGBuffer(count: 1 << JPEGHuffmanTable.lookahead)
        numbers = try JPEGBuffer(count: 1 << JPEGHuffmanTable.lookahead)
        limits = try JPEGBuffer(count: 17)
        offsets = try JPEGBuffer(count: 17)
        symbols = try JPEGBuffer(count: 256)
        for (place, symbol) in list.enumerated() { symbols.base[place] = symbol }
        var (code, place) = (0, 0)
        for length in 1...16 {
            offsets.base[length] = place - code
            for _ in 0..<counts[length - 1] {
                if length <= JPEGHuffmanTable.lookahead { fill(code, length, list[place]) }
                code += 1
                place += 1
            }
            // No code is all ones, so there is one more at each length.
            guard counts[length - 1] == 0 || code < 1 << length else {
                throw JPEG.damaged("a Huffman table is no code")
            }
            limits.base[length] = code << (16 - length)
            code <<= 1
        }
    }

    private func fill(_ code: Int, _ length: Int, _ symbol: UInt8) {
        let free = JPEGHuffmanTable.lookahead - length
        guard code < 1 << length else { return }
        let (zeros, size) = (Int(symbol >> 4), Int(symbol & 15))
        for rest in 0..<1 << free {
            let place = code << free | rest
            codes.base[place] = UInt16(length) << 8 | UInt16(symbol)
            guard size > 0, size <= free else { continue }
            let bits = rest >> (free - size)
            let value = bits < 1 << (size - 1) ? bits - 1 << size + 1 : bits
            numbers.base[place] = Int32(value << 16 | zeros << 8 | length + size)
        }
    }

    /// The table's memory, for inner loops. The table must outlive it.
    var reader: Reader {
        Reader(
            codes: codes.base, numbers: numbers.base, limits: limits.base, offsets: offsets.base, symbols: symbols.base)
    }

    /// Finds symbols in a bit stream.
    struct Reader {
        fileprivate let codes: UnsafePointer<UInt16>
        fileprivate let numbers: UnsafePointer<Int32>
        fileprivate let limits: UnsafePointer<Int>
        fileprivate let offsets: UnsafePointer<Int>
        fileprivate let symbols: UnsafePointer<UInt8>

        /// A number and the zeros before it, if code and number are short; 0 if not, and then no bits are taken.
        @inline(__always)
        func shortNumber(_ bits: inout JPEGBitReader) -> Int32 {
            let number = numbers[bits.peek(JPEGHuffmanTable.lookahead)]
            bits.skip(Int(number & 0xFF))
            return number
        }

        /// The next symbol. Of the bits filled in, at least 16 are left.
        @inline(__always)
        func symbol(_ bits: inout JPEGBitReader) throws -> Int {
            let code = codes[bits.peek(JPEGHuffmanTable.lookahead)]
            guard code != 0 else { return try longSymbol(&bits) }
            bits.skip(Int(code &>> 8))
            return Int(code & 0xFF)
        }

        @inline(never)
        private func longSymbol(_ bits: inout JPEGBitReader) throws -> Int {
            let next = bits.peek(16)
            for length in JPEGHuffmanTable.lookahead + 1...16 where next < limits[length] {
                bits.skip(length)
                return Int(symbols[next >> (16 - length) + offsets[length]])
            }
            throw JPEG.damaged("invalid Huffman code")
        }
    }
}
