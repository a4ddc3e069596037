/// A progressive scan of AC coefficients, with their high bits.
struct JPEGProgressiveAC: JPEGBlockDecoder {
    private let band: JPEGBand
    private let lowBit: Int
    /// How many blocks from here on have nothing in this band.
    private var emptyBlocks = 0

    /// - Throws: `TensorError` where a table is missing.
    init(_ scan: JPEGScan, _ tables: JPEGTables) throws {
        band = try JPEGBand(scan, tables)
        lowBit = scan.lowBit
    }

    mutating func restart() { emptyBlocks = 0 }

    @inline(__always)
    mutating func read(_ index: Int, row: Int, column: Int, _ bits: inout JPEGBitReader) throws {
        if emptyBlocks > 0 {
            emptyBlocks &-= 1
            return
        }
        let (block, zigzag, table, last) = (band.block(row, column), band.zigzag, band.table, band.last)
        var place = band.first
        while place <= last {
            bits.fill()
            let number = table.shortNumber(&bits)
            if number != 0 {
                place &+= Int(number &>> 8 & 15)
                block[Int(zigzag[place])] = Int16(truncatingIfNeeded: (number &>> 16) &<< Int32(lowBit))
                place &+= 1
                continue
            }
            let symbol = try table.symbol(&bits)
            let (zeros, size) = (symbol &>> 4, symbol & 15)
            if size > 0 {
                place &+= zeros
                block[Int(zigzag[place])] = Int16(truncatingIfNeeded: bits.value(size) &<< lowBit)
                place &+= 1
            } else if zeros == 15 {
                place &+= 16
            } else {
                // This block's end, and blocks that follow it.
                emptyBlocks = (1 &<< zeros) &- 1
                if zeros > 0 { emptyBlocks &+= bits.take(zeros) }
                break
            }
        }
        guard place <= last &+ 1 else { throw JPEG.damaged("a block has too many coefficients") }
    }
}
