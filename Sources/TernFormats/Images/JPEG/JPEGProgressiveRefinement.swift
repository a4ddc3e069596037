/// A progressive scan that adds a bit to AC coefficients.
struct JPEGProgressiveRefinement: JPEGBlockDecoder {
    private let band: JPEGBand
    /// The bit, as it is added to numbers above 0.
    private let bit: Int16
    /// How many blocks from here on get no further coefficients.
    private var emptyBlocks = 0

    /// - Throws: `TensorError` where a table is missing.
    init(_ scan: JPEGScan, _ tables: JPEGTables) throws {
        band = try JPEGBand(scan, tables)
        bit = 1 << Int16(scan.lowBit)
    }

    mutating func restart() { emptyBlocks = 0 }

    @inline(__always)
    mutating func read(_ index: Int, row: Int, column: Int, _ bits: inout JPEGBitReader) throws {
        let (block, zigzag, last) = (band.block(row, column), band.zigzag, band.last)
        var place = band.first
        while emptyBlocks == 0, place <= last {
            bits.fill()
            let symbol = try band.table.symbol(&bits)
            var (zeros, new) = (symbol &>> 4, Int16(0))
            if symbol & 15 != 0 {
                guard symbol & 15 == 1 else { throw JPEG.damaged("invalid Huffman code") }
                new = bits.take(1) == 1 ? bit : 0 &- bit
            } else if zeros < 15 {
                emptyBlocks = 1 &<< zeros
                if zeros > 0 { emptyBlocks &+= bits.take(zeros) }
                break
            }
            // The new coefficient comes behind so many that stay 0; those between that are known get their bit.
            while place <= last {
                let known = block + Int(zigzag[place])
                if known.pointee != 0 {
                    refine(known, &bits)
                } else {
                    zeros &-= 1
                    if zeros < 0 { break }
                }
                place &+= 1
            }
            if new != 0 {
                guard place <= last else { throw JPEG.damaged("a block has too many coefficients") }
                block[Int(zigzag[place])] = new
            }
            place &+= 1
        }
        guard emptyBlocks > 0 else { return }
        while place <= last {
            let known = block + Int(zigzag[place])
            if known.pointee != 0 { refine(known, &bits) }
            place &+= 1
        }
        emptyBlocks &-= 1
    }

    /// Adds a known coefficient's bit.
    @inline(__always)
    private func refine(_ known: UnsafeMutablePointer<Int16>, _ bits: inout JPEGBitReader) {
        bits.fill()
        guard bits.take(1) == 1, known.pointee & bit == 0 else { return }
        known.pointee &+= known.pointee >= 0 ? bit : 0 &- bit
    }
}
