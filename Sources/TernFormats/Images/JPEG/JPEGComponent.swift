import TernCore

/// One component of an image: how it is sampled, and what has been read of it.
final class JPEGComponent {
    /// What the frame's header says of a component.
    struct Header {
        let id: Int
        /// How many blocks it has in each direction in a unit of an interleaved scan.
        let horizontal: Int
        let vertical: Int
        let quantizationTable: Int
    }

    let header: Header
    /// The samples of the picture, and the blocks that hold them.
    let width: Int
    let height: Int
    let blockColumns: Int
    let blockRows: Int
    /// The blocks with those beyond the picture that complete the last units of an interleaved scan.
    let storedColumns: Int
    let storedRows: Int

    /// The quantisation table that was in force when the component's first scan began, in natural order.
    var quantization: JPEGBuffer<Int16>?
    /// For each coefficient of a progressive image the lowest bit that is known, or -1.
    var knownBits = [Int](repeating: -1, count: 64)

    let samples: JPEGBuffer<UInt8>
    /// Blocks of 64 coefficients, of a progressive image: there, each scan adds to them. Others have none.
    let coefficients: JPEGBuffer<Int16>

    /// Samples from one row to the next.
    var stride: Int { storedColumns * 8 }

    /// - Throws: `TensorError` where there is no memory.
    init(_ header: Header, in grid: JPEGGrid, isProgressive: Bool) throws {
        self.header = header
        (width, height) = grid.size(header)
        (blockColumns, blockRows) = (grid.blocks(width), grid.blocks(height))
        (storedColumns, storedRows) = (grid.unitColumns * header.horizontal, grid.unitRows * header.vertical)
        samples = try JPEGBuffer(count: storedColumns * storedRows * 64)
        coefficients = try JPEGBuffer(count: isProgressive ? storedColumns * storedRows * 64 : 0)
    }
}

/// How an image is divided: into units of blocks of 8 by 8 samples.
struct JPEGGrid {
    let width: Int
    let height: Int
    /// The blocks of the finest component in a unit.
    let horizontal: Int
    let vertical: Int

    var unitColumns: Int { (width + 8 * horizontal - 1) / (8 * horizontal) }
    var unitRows: Int { (height + 8 * vertical - 1) / (8 * vertical) }

    /// How many samples a component has in each direction.
    func size(_ component: JPEGComponent.Header) -> (width: Int, height: Int) {
        (
            (width * component.horizontal + horizontal - 1) / horizontal,
            (height * component.vertical + vertical - 1) / vertical
        )
    }

    func blocks(_ samples: Int) -> Int { (samples + 7) / 8 }
}
