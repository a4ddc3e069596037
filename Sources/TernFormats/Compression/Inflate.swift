import TernCore

/// Decompression of deflate streams (RFC 1951).
///
/// Written for files of strangers: every length, distance and code is checked, memory grows with what has come out and
/// never beyond a limit.
package enum Inflate {
    /// Decompresses the stream that starts at byte `start`.
    ///
    /// - Returns: where the stream ends.
    /// - Throws: `TensorError` for a stream that is damaged or ends early, or where more comes out than the sink takes.
    package static func run(_ source: UnsafeBufferPointer<UInt8>, from start: Int, into sink: ByteSink) throws -> Int {
        var bits = BitReader(source, from: start)
        // A stream's distances don't reach into what another one left.
        let first = sink.count
        var isLast = false
        while !isLast {
            isLast = try bits.take(1) == 1
            switch try bits.take(2) {
            case 0: try copyStored(&bits, sink)
            case 1:
                let (literals, distances) = try fixedCodes.get()
                try decode(&bits, literals, distances, sink, first)
            case 2:
                let (literals, distances) = try readTables(&bits)
                try decode(&bits, literals, distances, sink, first)
            default: throw invalid("block type")
            }
        }
        return bits.bytePosition
    }

    private static func invalid(_ what: String) -> TensorError { TensorError(.value, "inflate", "invalid \(what)") }

    private static func copyStored(_ bits: inout BitReader, _ sink: ByteSink) throws {
        try bits.alignToByte()
        let length = try bits.take(16)
        guard try bits.take(16) == length ^ 0xFFFF else { throw invalid("stored block lengths") }
        try sink.reserve(length)
        try bits.copy(length, to: sink.base + sink.count)
        sink.count += length
    }

    // MARK: - Codes

    /// The codes that RFC 1951 fixes, made once.
    private static let fixedCodes = Result {
        let lengths = (0..<288).map { symbol -> UInt8 in
            symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8
        }
        let distances = [UInt8](repeating: 5, count: 32)
        return (
            literals: try HuffmanTable(lengths[...], partial: false, "fixed code"),
            distances: try HuffmanTable(distances[...], partial: false, "fixed code")
        )
    }

    /// The order in which the lengths of the code for lengths are stored.
    private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    private static func readTables(_ bits: inout BitReader) throws -> (literals: HuffmanTable, distances: HuffmanTable)
    {
        let literalCount = try bits.take(5) + 257
        let distanceCount = try bits.take(5) + 1
        let lengthCount = try bits.take(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else { throw invalid("number of length or distance symbols") }
        var lengthLengths = [UInt8](repeating: 0, count: 19)
        for place in lengthOrder.prefix(lengthCount) { lengthLengths[place] = UInt8(try bits.take(3)) }
        let lengthTable = try HuffmanTable(lengthLengths[...], partial: false, "code lengths set")
        var lengths: [UInt8] = []
        let total = literalCount + distanceCount
        while lengths.count < total {
            let symbol = try lengthTable.decode(&bits)
            var repeated: (value: UInt8, times: Int)
            switch symbol {
            case 16:
                guard let last = lengths.last else { throw invalid("bit length repeat") }
                repeated = (last, 3 + (try bits.take(2)))
            case 17: repeated = (0, 3 + (try bits.take(3)))
            case 18: repeated = (0, 11 + (try bits.take(7)))
            default: repeated = (UInt8(symbol), 1)
            }
            guard lengths.count + repeated.times <= total else { throw invalid("bit length repeat") }
            lengths.append(contentsOf: repeatElement(repeated.value, count: repeated.times))
        }
        guard lengths[256] != 0 else { throw invalid("code: the end of a block has none") }
        return (
            try HuffmanTable(lengths[..<literalCount], partial: true, "literal/lengths set"),
            try HuffmanTable(lengths[literalCount...], partial: true, "distances set")
        )
    }

    // MARK: - Symbols

    /// Lengths and distances: the smallest of each symbol, and how many bits follow it.
    static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145,
        8193, 12289, 16385, 24577,
    ]

    private static func decode(
        _ bits: inout BitReader, _ literals: HuffmanTable, _ distances: HuffmanTable, _ sink: ByteSink, _ first: Int
    ) throws {
        while true {
            let symbol = try literals.decode(&bits)
            if symbol < 256 {
                try sink.reserve(1)
                sink.base[sink.count] = UInt8(symbol)
                sink.count += 1
                continue
            }
            if symbol == 256 { return }
            guard symbol - 257 < lengthBases.count else { throw invalid("literal/length code") }
            let length = lengthBases[symbol - 257] + (try bits.take(lengthBits[symbol - 257]))
            let code = try distances.decode(&bits)
            guard code < distanceBases.count else { throw invalid("distance code") }
            let distance = distanceBases[code] + (try bits.take(code < 4 ? 0 : code / 2 - 1))
            guard distance <= sink.count - first else { throw invalid("distance too far back") }
            try sink.reserve(length)
            let target = sink.base + sink.count
            // One after the other: a distance below the length repeats what has just been written.
            for place in 0..<length { target[place] = target[place - distance] }
            sink.count += length
        }
    }
}
