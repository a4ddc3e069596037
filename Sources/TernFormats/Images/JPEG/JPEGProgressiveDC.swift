/// Progressive scans of DC coefficients: first their high bits, then a bit more in each.
struct JPEGProgressiveDC: JPEGBlockDecoder {
    private struct Part {
        let coefficients: UnsafeMutablePointer<Int16>
        let columns: Int
        /// None in scans that add a bit.
        let table: JPEGHuffmanTable.Reader?
        var previous = 0
    }

    private let parts: JPEGBuffer<Part>
    private let count: Int
    private let lowBit: Int

    /// - Throws: `TensorError` where a table is missing.
    init(_ scan: JPEGScan, _ tables: JPEGTables) throws {
        count = scan.components.count
        lowBit = scan.lowBit
        parts = try JPEGBuffer(count: count)
        for (index, component) in scan.components.enumerated() {
            (parts.base + index).initialize(
                to: Part(
                    coefficients: component.coefficients.base, columns: component.storedColumns,
                    table: scan.isRefinement ? nil : try tables.dc(scan.tables[index].dc).reader))
        }
    }

    mutating func restart() {
        for index in 0..<count { parts.base[index].previous = 0 }
    }

    @inline(__always)
    mutating func read(_ index: Int, row: Int, column: Int, _ bits: inout JPEGBitReader) throws {
        let part = parts.base + index
        let block = part.pointee.coefficients + (row &* part.pointee.columns &+ column) &* 64
        bits.fill()
        guard let table = part.pointee.table else {
            block[0] |= Int16(truncatingIfNeeded: bits.take(1) &<< lowBit)
            return
        }
        let size = try table.symbol(&bits)
        if size > 0 { part.pointee.previous &+= bits.value(size) }
        block[0] = Int16(truncatingIfNeeded: part.pointee.previous &<< lowBit)
    }
}
