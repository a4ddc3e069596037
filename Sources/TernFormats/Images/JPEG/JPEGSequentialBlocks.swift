/// Blocks of a sequential scan: each comes whole, and becomes samples at once.
struct JPEGSequentialBlocks: JPEGBlockDecoder {
    private struct Part {
        let dc: JPEGHuffmanTable.Reader
        let ac: JPEGHuffmanTable.Reader
        let quantization: UnsafePointer<Int16>
        let samples: UnsafeMutablePointer<UInt8>
        let stride: Int
        var previous = 0
    }

    private let parts: JPEGBuffer<Part>
    private let count: Int
    private let zigzag: JPEGBuffer<UInt8>
    private let block: JPEGBuffer<Int16>

    /// - Throws: `TensorError` where a table is missing.
    init(_ scan: JPEGScan, _ tables: JPEGTables) throws {
        count = scan.components.count
        parts = try JPEGBuffer(count: count)
        for (index, component) in scan.components.enumerated() {
            (parts.base + index).initialize(
                to: Part(
                    dc: try tables.dc(scan.tables[index].dc).reader, ac: try tables.ac(scan.tables[index].ac).reader,
                    quantization: try tables.quantization(of: component), samples: component.samples.base,
                    stride: component.stride))
        }
        zigzag = try JPEGBuffer(JPEGZigzag.order)
        block = try JPEGBuffer(count: 64)
    }

    mutating func restart() {
        for index in 0..<count { parts.base[index].previous = 0 }
    }

    @inline(__always)
    mutating func read(_ index: Int, row: Int, column: Int, _ bits: inout JPEGBitReader) throws {
        let part = parts.base + index
        let last = try readCoefficients(part, &bits)
        let target = part.pointee.samples + (row &* 8 &* part.pointee.stride &+ column &* 8)
        if last == 0 {
            let dc = block.base[0] &* part.pointee.quantization[0]
            JPEGTransform.fill(target, stride: part.pointee.stride, dc: dc)
        } else {
            JPEGTransform.inverse(
                block.base, part.pointee.quantization, to: target, stride: part.pointee.stride)
        }
    }

    /// Reads a block's coefficients.
    ///
    /// - Returns: the place of the last one that is not 0.
    @inline(__always)
    private func readCoefficients(_ part: UnsafeMutablePointer<Part>, _ bits: inout JPEGBitReader) throws -> Int {
        let (zigzag, block, ac) = (zigzag.base, block.base, part.pointee.ac)
        block.update(repeating: 0, count: 64)
        bits.fill()
        let size = try part.pointee.dc.symbol(&bits)
        if size > 0 { part.pointee.previous &+= bits.value(size) }
        block[0] = Int16(truncatingIfNeeded: part.pointee.previous)
        var (place, last) = (1, 0)
        while place < 64 {
            bits.fill()
            let number = ac.shortNumber(&bits)
            if number != 0 {
                place &+= Int(number &>> 8 & 15)
                block[Int(zigzag[place])] = Int16(truncatingIfNeeded: number &>> 16)
                last = place
                place &+= 1
                continue
            }
            let symbol = try ac.symbol(&bits)
            let size = symbol & 15
            if size > 0 {
                place &+= symbol &>> 4
                block[Int(zigzag[place])] = Int16(truncatingIfNeeded: bits.value(size))
                last = place
                place &+= 1
            } else if symbol == 0xF0 {
                place &+= 16
            } else {
                break
            }
        }
        guard place <= 64 else { throw JPEG.damaged("a block has too many coefficients") }
        return last
    }
}
