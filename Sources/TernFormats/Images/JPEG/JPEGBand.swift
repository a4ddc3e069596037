/// What a progressive scan of AC coefficients needs: one component's blocks, and which of their coefficients come.
struct JPEGBand {
    private let coefficients: UnsafeMutablePointer<Int16>
    private let columns: Int
    private let order: JPEGBuffer<UInt8>
    let table: JPEGHuffmanTable.Reader
    let first: Int
    let last: Int

    /// For each place in a file the place in a block.
    var zigzag: UnsafePointer<UInt8> { UnsafePointer(order.base) }

    /// - Throws: `TensorError` where a table is missing.
    init(_ scan: JPEGScan, _ tables: JPEGTables) throws {
        coefficients = scan.components[0].coefficients.base
        columns = scan.components[0].storedColumns
        order = try JPEGBuffer(JPEGZigzag.order)
        table = try tables.ac(scan.tables[0].ac).reader
        (first, last) = (scan.band.lowerBound, scan.band.upperBound)
    }

    @inline(__always)
    func block(_ row: Int, _ column: Int) -> UnsafeMutablePointer<Int16> {
        coefficients + (row &* columns &+ column) &* 64
    }
}
