import TernCore

/// An image as its header describes it, and its components.
struct JPEGFrame {
    let isProgressive: Bool
    let grid: JPEGGrid
    let components: [JPEGComponent]

    var width: Int { grid.width }
    var height: Int { grid.height }

    /// The blocks of all components.
    var blockCount: Int { components.reduce(0) { $0 + $1.blockColumns * $1.blockRows } }

    /// Reads the header.
    ///
    /// - Parameters:
    ///   - remaining: how many bytes of the file follow. A header that promises more than so many bytes can hold is refused
    ///     before memory is asked for.
    ///   - limit: how many bytes the pixels may take.
    init(_ segment: JPEGSegment, isProgressive: Bool, remaining: Int, limit: Int) throws {
        var segment = segment
        let bits = try segment.byte()
        guard bits == 8 else { throw JPEG.unsupported("samples of \(bits) bits") }
        let (height, width) = try (segment.word(), segment.word())
        guard width > 0, height > 0 else { throw JPEG.damaged("\(width) x \(height) is no size") }
        let count = try segment.byte()
        guard segment.count == 3 * count else { throw JPEG.damaged("the frame's header has a wrong length") }
        guard count == 1 || count == 3 || count == 4 else { throw JPEG.unsupported("\(count) components") }
        let headers = try (0..<count).map { _ in
            let (id, sampling, table) = try (segment.byte(), segment.byte(), segment.byte())
            return JPEGComponent.Header(
                id: id, horizontal: sampling >> 4, vertical: sampling & 15, quantizationTable: table)
        }
        guard headers.allSatisfy({ (1...4).contains($0.horizontal) && (1...4).contains($0.vertical) }) else {
            throw JPEG.damaged("Bogus sampling factors")
        }
        let grid = JPEGGrid(
            width: width, height: height, horizontal: headers.map(\.horizontal).max() ?? 1,
            vertical: headers.map(\.vertical).max() ?? 1)
        guard headers.allSatisfy({ grid.horizontal % $0.horizontal == 0 && grid.vertical % $0.vertical == 0 }) else {
            throw JPEG.unsupported("Fractional sampling not implemented yet")
        }
        try JPEGFrame.check(grid, headers, isProgressive, remaining, limit)
        self.isProgressive = isProgressive
        self.grid = grid
        components = try headers.map { try JPEGComponent($0, in: grid, isProgressive: isProgressive) }
    }

    private static func check(
        _ grid: JPEGGrid, _ headers: [JPEGComponent.Header], _ isProgressive: Bool, _ remaining: Int, _ limit: Int
    ) throws {
        let blocks = headers.reduce(0) {
            let (width, height) = grid.size($1)
            return $0 + grid.blocks(width) * grid.blocks(height)
        }
        // A block takes two codes of at least a bit, or one where its other coefficients come in later scans.
        guard blocks <= remaining * (isProgressive ? 8 : 4) else { throw JPEG.truncated }
        let units = grid.unitColumns * grid.unitRows
        let stored = units * headers.reduce(0) { $0 + $1.horizontal * $1.vertical } * 64
        // What comes out may be colours where the file has grey.
        let bytes = stored * (isProgressive ? 3 : 1) + grid.width * grid.height * max(headers.count, 3)
        guard bytes <= limit else {
            throw TensorError(.value, "JPEG", "\(grid.width) x \(grid.height) pixels take more than \(limit) bytes")
        }
    }
}
