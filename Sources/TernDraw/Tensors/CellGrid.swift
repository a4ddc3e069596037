/// A matrix as coloured cells, with its numbers where there is room.
struct CellGrid {
    let rows: Int
    let columns: Int
    let values: [Double]
    let scale: ColorScale
    let cellWidth: Double
    let cellHeight: Double
    /// What stands in the cells; none, or one a cell.
    let labels: [String]

    var width: Double { Double(columns) * cellWidth }
    var height: Double { Double(rows) * cellHeight }

    /// Draws the cells with their upper left corner there.
    func draw(_ canvas: inout SVGCanvas, _ x: Double, _ y: Double) {
        let size = CellGrid.letterSize(cellHeight)
        for row in 0..<rows {
            for column in 0..<columns {
                let value = values[row * columns + column]
                let (left, top) = (x + Double(column) * cellWidth, y + Double(row) * cellHeight)
                let color = scale.color(value)
                canvas.rectangle(
                    left, top, cellWidth, cellHeight, fill: color?.text ?? "none",
                    stroke: cellHeight >= 6 ? "currentColor" : nil, strokeWidth: cellHeight >= 6 ? 0.3 : nil,
                    note: !labels.isEmpty ? nil : "[\(row), \(column)] \(NumberLabel.text(value))")
                guard !labels.isEmpty else { continue }
                canvas.text(
                    labels[row * columns + column], left + cellWidth / 2, top + cellHeight / 2 + size * 0.36,
                    anchor: .middle, size: size,
                    color: color?.ink)
            }
        }
        canvas.rectangle(x, y, width, height, stroke: "currentColor", strokeWidth: 0.8)
    }

    /// How large letters are in cells of that height.
    private static func letterSize(_ cellHeight: Double) -> Double { min(11, cellHeight * 0.6) }

    /// Numbers with as many decimals, the same for all, as fit; by themselves where they differ too much in size for that.
    static func labels(_ values: [Double], cellWidth: Double, cellHeight: Double) -> [String] {
        let (width, size) = (cellWidth - 3, letterSize(cellHeight))
        let finite = values.filter(\.isFinite)
        let largest = finite.reduce(0) { max($0, abs($1)) }
        let isWhole = finite.allSatisfy { $0 == $0.rounded() }
        guard largest == 0 || (0.01..<1e5).contains(largest) else {
            return values.map { NumberLabel.text($0, digits: 2) }
        }
        for decimals in isWhole ? [0] : [3, 2, 1] {
            let texts = values.map { NumberLabel.fixed($0, decimals: decimals) }
            if texts.allSatisfy({ SVGText.width($0, size: size) <= width }) { return texts }
        }
        return values.map { NumberLabel.text($0, digits: 2) }
    }
}
