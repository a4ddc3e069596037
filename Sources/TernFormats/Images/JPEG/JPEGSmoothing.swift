/// Guesses at what the scans of a progressive image left out, from the DC coefficients around, as libjpeg-turbo makes them.
struct JPEGSmoothing {
    /// A lower coefficient: its place in zigzag order, and what the DC coefficients of 5 by 5 blocks count for it, in 256ths.
    fileprivate struct Estimate {
        let place: Int
        let weights: [[Int]]

        init(_ place: Int, _ weights: [[Int]]) {
            self.place = place
            self.weights = weights
        }

        var transposed: [[Int]] { (0..<5).map { column in weights.map { $0[column] } } }
    }

    /// Where no AC coefficient is known. The last one is for the DC coefficient itself.
    private static let withoutOthers: [Estimate] = {
        let slope = Estimate(
            1,
            [[-1, -1, 0, 1, 1], [-3, 13, 0, -13, 3], [-3, 38, 0, -38, 3], [-3, 13, 0, -13, 3], [-1, -1, 0, 1, 1]])
        let bend = Estimate(
            3, [[0, 0, 1, 0, 0], [0, 2, 7, 2, 0], [0, -5, -14, -5, 0], [0, 2, 7, 2, 0], [0, 0, 1, 0, 0]])
        let third = Estimate(
            6, [[0, 0, 0, 0, 0], [0, 1, 0, -1, 0], [0, 2, 0, -2, 0], [0, 1, 0, -1, 0], [0, 0, 0, 0, 0]])
        let mixed = Estimate(
            7, [[0, 0, 0, 0, 0], [0, 1, -3, 1, 0], [0, 0, 0, 0, 0], [0, -1, 3, -1, 0], [0, 0, 0, 0, 0]])
        let twist = Estimate(
            4, [[-1, 0, 0, 0, 1], [0, 9, 0, -9, 0], [0, 0, 0, 0, 0], [0, -9, 0, 9, 0], [1, 0, 0, 0, -1]])
        let dc = Estimate(
            0,
            [
                [-2, -6, -8, -6, -2], [-6, 6, 42, 6, -6], [-8, 42, 152, 42, -8], [-6, 6, 42, 6, -6],
                [-2, -6, -8, -6, -2],
            ])
        return [
            slope, Estimate(2, slope.transposed), bend, twist, Estimate(5, bend.transposed), third, mixed,
            Estimate(8, mixed.transposed), Estimate(9, third.transposed), dc,
        ]
    }()

    /// Where some AC coefficients are known.
    private static let besidesOthers: [Estimate] = {
        let nothing = [0, 0, 0, 0, 0]
        let slope = Estimate(1, [nothing, nothing, [-7, 50, 0, -50, 7], nothing, nothing])
        let bend = Estimate(5, [nothing, nothing, [-1, 13, -24, 13, -1], nothing, nothing])
        let twist = Estimate(
            4, [[0, -1, 0, 1, 0], [-1, 10, 0, -10, 1], nothing, [1, -10, 0, 10, -1], [0, 1, 0, -1, 0]])
        return [slope, Estimate(2, slope.transposed), Estimate(3, bend.transposed), twist, bend]
    }()

    private let unitRows: Int

    /// Nil where everything is known, or a table has zeros that nothing can be divided by.
    init?(_ frame: JPEGFrame) {
        guard
            frame.components.allSatisfy({ component in
                (0...9).allSatisfy { component.quantization?.base[Int(JPEGZigzag.order[$0])] ?? 0 != 0 }
            }), frame.components.contains(where: { component in (1...9).contains { component.knownBits[$0] != 0 } })
        else { return nil }
        unitRows = frame.grid.unitRows
    }

    /// Makes a component's samples.
    func apply(to component: JPEGComponent) throws {
        guard let quantization = component.quantization else { return }
        let coefficients = component.coefficients
        let block = try JPEGBuffer<Int16>(count: 64)
        let isBare = (1...9).allSatisfy { component.knownBits[$0] == -1 }
        let estimates = isBare ? JPEGSmoothing.withoutOthers : JPEGSmoothing.besidesOthers
        for row in 0..<component.blockRows {
            let rows = rows(around: row, of: component)
            for column in 0..<component.blockColumns {
                let here = coefficients.base + (row * component.storedColumns + column) * 64
                block.base.update(from: here, count: 64)
                let neighbours = rows.map { row in
                    (-2...2).map { step in
                        let place = min(max(column + step, 0), component.blockColumns - 1)
                        return Int(coefficients.base[(row * component.storedColumns + place) * 64])
                    }
                }
                for estimate in estimates {
                    estimate.fill(
                        block.base, neighbours, quantization.base, knownBit: component.knownBits[estimate.place])
                }
                JPEGTransform.inverse(
                    block.base, quantization.base, to: component.samples.base + (row * component.stride + column) * 8,
                    stride: component.stride)
            }
        }
    }

    /// The rows of blocks that stand for those two above to two below.
    ///
    /// libjpeg counts rows by units; in the last one, which may be cut, it counts as if all units were cut so.
    private func rows(around row: Int, of component: JPEGComponent) -> [Int] {
        let height = component.header.vertical
        let unit = row / height
        let used = unit < unitRows - 1 ? height : component.blockRows - unit * height
        let (place, count) = (unit * used + row % height, used * unitRows)
        let above = place > 0 ? row - 1 : row
        let below = place < count - 1 ? row + 1 : row
        return [place > 1 ? row - 2 : above, above, row, below, place < count - 2 ? row + 2 : below]
    }
}

extension JPEGSmoothing.Estimate {
    /// Fills in a coefficient that is 0 and not known to be.
    fileprivate func fill(
        _ block: UnsafeMutablePointer<Int16>, _ neighbours: [[Int]], _ quantization: UnsafePointer<Int16>, knownBit: Int
    ) {
        let target = block + Int(JPEGZigzag.order[place])
        guard place == 0 || knownBit != 0 && target.pointee == 0 else { return }
        var sum = 0
        for row in 0..<5 {
            for column in 0..<5 { sum += weights[row][column] * neighbours[row][column] }
        }
        sum *= Int(UInt16(bitPattern: quantization[0]))
        let divisor = Int(UInt16(bitPattern: quantization[Int(JPEGZigzag.order[place])])) << 8
        var size = (divisor / 2 + abs(sum)) / divisor
        // What is known of it already is that its higher bits are 0.
        if place > 0, knownBit > 0 { size = min(size, 1 << knownBit - 1) }
        target.pointee = Int16(truncatingIfNeeded: sum < 0 ? -size : size)
    }
}
