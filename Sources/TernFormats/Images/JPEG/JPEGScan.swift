import TernCore

/// The header of a scan: which components come, with which codes, and which part of their coefficients.
struct JPEGScan {
    let components: [JPEGComponent]
    /// For each component the numbers of its codes.
    let tables: [(dc: Int, ac: Int)]
    /// The coefficients, in zigzag order, and the bits of them.
    let band: ClosedRange<Int>
    let lowBit: Int
    /// Whether the scan adds a bit to coefficients that are known already.
    let isRefinement: Bool

    init(_ segment: JPEGSegment, of frame: JPEGFrame) throws {
        var segment = segment
        let count = try segment.byte()
        guard (1...4).contains(count), segment.count == 2 * count + 3 else {
            throw JPEG.damaged("a scan's header has a wrong length")
        }
        var components: [JPEGComponent] = []
        tables = try (0..<count).map { _ in
            let (id, table) = try (segment.byte(), segment.byte())
            // Some files give all components the same number: the first is meant that is not in the scan yet.
            guard
                let component = frame.components.first(where: { component in
                    component.header.id == id && !components.contains { $0 === component }
                })
            else { throw JPEG.damaged("Invalid component ID \(id) in SOS") }
            components.append(component)
            return (table >> 4, table & 15)
        }
        self.components = components
        let (first, last, bits) = try (segment.byte(), segment.byte(), segment.byte())
        guard frame.isProgressive else {
            // Some files have other numbers here, which mean nothing.
            (band, lowBit, isRefinement) = (0...63, 0, false)
            try checkUnit()
            try noteBits(after: 0)
            return
        }
        let (previous, low) = (bits >> 4, bits & 15)
        guard first <= last, last < 64, first > 0 || last == 0, first == 0 || count == 1, low <= 13,
            previous == 0 || previous == low + 1
        else { throw JPEG.damaged("Invalid progressive parameters Ss=\(first) Se=\(last) Ah=\(previous) Al=\(low)") }
        (band, lowBit, isRefinement) = (first...last, low, previous != 0)
        try checkUnit()
        try noteBits(after: previous)
    }

    private func checkUnit() throws {
        let blocks = components.reduce(0) { $0 + $1.header.horizontal * $1.header.vertical }
        guard components.count == 1 || blocks <= 10 else {
            throw JPEG.damaged("Sampling factors too large for interleaved scan")
        }
    }

    /// Notes which bits come. A coefficient has its high bits first and then one by one, and DC coefficients precede the others.
    private func noteBits(after previous: Int) throws {
        for component in components {
            let isKnown = component.knownBits[0] >= 0
            guard band.lowerBound == 0 || isKnown,
                band.allSatisfy({ component.knownBits[$0] == (isRefinement ? previous : -1) })
            else { throw JPEG.damaged("Inconsistent progression sequence for component \(component.header.id)") }
            for coefficient in band { component.knownBits[coefficient] = lowBit }
        }
    }

    /// How many blocks it has.
    var blockCount: Int { components.reduce(0) { $0 + $1.blockColumns * $1.blockRows } }

    /// Reads the scan's data, block by block.
    ///
    /// - Parameter interval: units between restart markers; 0 if there are none.
    func read(
        _ bits: inout JPEGBitReader, grid: JPEGGrid, interval: Int, with decoder: inout some JPEGBlockDecoder
    ) throws {
        // The scan of one component has no units but its blocks, and none beyond the picture.
        let single = components.count == 1 ? components[0] : nil
        let columns = single?.blockColumns ?? grid.unitColumns
        let rows = single?.blockRows ?? grid.unitRows
        let sizes = single == nil ? components.map { ($0.header.horizontal, $0.header.vertical) } : [(1, 1)]
        var (left, markers) = (interval, 0)
        for row in 0..<rows {
            for column in 0..<columns {
                if interval > 0 {
                    if left == 0 {
                        try bits.skipRestartMarker(markers & 7)
                        decoder.restart()
                        markers += 1
                        left = interval
                    }
                    left -= 1
                }
                for (index, size) in sizes.enumerated() {
                    for line in 0..<size.1 {
                        for place in 0..<size.0 {
                            try decoder.read(
                                index, row: row &* size.1 &+ line, column: column &* size.0 &+ place, &bits)
                        }
                    }
                }
            }
            try bits.check()
        }
    }
}

/// Reads the blocks of one kind of scan.
protocol JPEGBlockDecoder {
    /// Reads what the scan has of a block of its `index`th component.
    mutating func read(_ index: Int, row: Int, column: Int, _ bits: inout JPEGBitReader) throws
    /// Forgets what former blocks were, as a restart marker orders.
    mutating func restart()
}
