import Foundation
import TernCore
import TernFormats

/// A matrix as colours: dark to light, or blue over white to red where the numbers have both signs. Small ones show their numbers.
public struct HeatMap: Drawing, Sendable {
    /// What stands above.
    public var title: String
    /// Names of the rows; none, or one a row.
    public let rowLabels: [String]
    /// Names of the columns; none, or one a column.
    public let columnLabels: [String]

    private let rows: Int
    private let columns: Int
    private let values: [Double]

    /// A picture of a matrix.
    ///
    /// Shapes: [H, W].
    ///
    /// - Parameters:
    ///   - matrix: its numbers.
    ///   - title: what stands above. Default nothing.
    ///   - rowLabels: names of the rows. Default none.
    ///   - columnLabels: names of the columns. Default none.
    /// - Throws: `TensorError` unless the tensor has two dimensions and there are no labels or one for each.
    public init(_ matrix: Tensor, title: String = "", rowLabels: [String] = [], columnLabels: [String] = []) throws {
        values = try matrix.array(of: Double.self)
        guard matrix.ndim == 2 else {
            throw TensorError(
                .value, "HeatMap", "expected a matrix, but got \(matrix.ndim) dimensions",
                shapes: ["matrix": matrix.shape], hint: "pick a part of it, for example x[0, 0]")
        }
        (rows, columns) = (matrix.shape[0], matrix.shape[1])
        guard [0, rows].contains(rowLabels.count), [0, columns].contains(columnLabels.count) else {
            throw TensorError(
                .value, "HeatMap",
                "\(rowLabels.count) row labels and \(columnLabels.count) column labels for a matrix of \(rows) x \(columns)"
            )
        }
        self.title = title
        self.rowLabels = rowLabels
        self.columnLabels = columnLabels
    }

    /// The map as an SVG document. Past 4096 cells the colours are one embedded picture.
    public var svg: String {
        var canvas = SVGCanvas()
        let showsValues = rows * columns <= 400 && columns <= 16
        let size = max(2, min(24, 560 / Double(max(rows, columns, 1))))
        let widest = columnLabels.map { SVGText.width($0) }.max() ?? 0
        let (cellWidth, cellHeight) = showsValues ? (46, 28) : (size, size)
        let grid = CellGrid(
            rows: rows, columns: columns, values: values, scale: ColorScale(values), cellWidth: cellWidth,
            cellHeight: cellHeight,
            labels: showsValues ? CellGrid.labels(values, cellWidth: cellWidth, cellHeight: cellHeight) : [])
        let left = 14 + min(rowLabels.map { SVGText.width($0) }.max() ?? 0, 160) + (rowLabels.isEmpty ? 0 : 6)
        let isTurned = widest > cellWidth - 4
        let top = (title.isEmpty ? 12.0 : 36) + (columnLabels.isEmpty ? 0 : isTurned ? min(widest, 120) + 8 : 18)
        let width = max(left + grid.width + 90, 160)
        if !title.isEmpty { canvas.text(SVGText.fitted(title, to: width - 20, size: 14), 14, 22, size: 14, bold: true) }
        if grid.rows * grid.columns <= 4096 {
            grid.draw(&canvas, left, top)
        } else if let png = HeatMap.pixels(grid) {
            canvas.image(base64: png, left, top, grid.width, grid.height)
        }
        HeatMap.labels(&canvas, rowLabels, columnLabels, grid, left: left, top: top, isTurned: isTurned)
        if !values.isEmpty { HeatMap.key(&canvas, grid.scale, left + grid.width + 16, top, max(grid.height, 40)) }
        let height = max(top + max(grid.height, 48) + 14, 60)
        return canvas.document(width: width, height: height, title: title.isEmpty ? "\(rows) x \(columns)" : title)
    }

    /// The numbers in columns where they fit, else a shade for each cell.
    public func text(for terminal: Terminal) -> String {
        var lines = title.isEmpty ? [] : [Terminal.plain(title)]
        let texts = values.map { NumberLabel.text($0, digits: 3) }
        let names = columnLabels.map(Terminal.plain)
        let width = max(texts.map(\.count).max() ?? 0, names.map(\.count).max() ?? 0)
        let side = min(rowLabels.map(\.count).max() ?? 0, 20)
        func column(_ text: String, _ size: Int) -> String { String(text.prefix(max(size, 0))).leading(to: size) }
        if side + (width + 1) * columns <= terminal.columns, rows <= 50 {
            if !names.isEmpty {
                lines.append(String.blanks(side) + names.map { " " + column($0, width) }.joined())
            }
            for row in 0..<rows {
                let name = rowLabels.isEmpty ? "" : Terminal.plain(rowLabels[row])
                let cells = texts[row * columns..<(row + 1) * columns].map { " " + column($0, width) }
                lines.append(column(name, side) + cells.joined())
            }
        } else {
            lines += Shades.rows(values, rows: rows, columns: columns, terminal)
        }
        return lines.joined(separator: "\n")
    }

    private static func labels(
        _ canvas: inout SVGCanvas, _ rowLabels: [String], _ columnLabels: [String], _ grid: CellGrid, left: Double,
        top: Double, isTurned: Bool
    ) {
        // Where cells are smaller than letters, only every so many have a name.
        let every = Int((14 / grid.cellHeight).rounded(.up))
        for (row, label) in rowLabels.enumerated() where row % every == 0 {
            let middle = top + (Double(row) + 0.5) * grid.cellHeight + 4
            canvas.text(SVGText.fitted(label, to: 160), left - 6, middle, anchor: .end)
        }
        let columnEvery = Int((14 / grid.cellWidth).rounded(.up))
        for (column, label) in columnLabels.enumerated() where column % columnEvery == 0 {
            let middle = left + (Double(column) + 0.5) * grid.cellWidth
            if isTurned {
                canvas.text(SVGText.fitted(label, to: 120), middle + 4, top - 6, turn: -90)
            } else {
                canvas.text(label, middle, top - 6, anchor: .middle)
            }
        }
    }

    /// The colours beside the map with their numbers.
    private static func key(_ canvas: inout SVGCanvas, _ scale: ColorScale, _ x: Double, _ y: Double, _ size: Double) {
        let height = min(size, 200)
        let steps = 32
        for step in 0..<steps {
            let part = (Double(step) + 0.5) / Double(steps)
            let value = scale.upper - part * scale.upper + part * scale.lower
            canvas.rectangle(
                x, y + Double(step) * height / Double(steps), 12, height / Double(steps) + 0.5,
                fill: scale.color(value)?.text ?? "none")
        }
        canvas.text(NumberLabel.text(scale.upper, digits: 3), x + 17, y + 10, size: 11)
        canvas.text(NumberLabel.text(scale.lower, digits: 3), x + 17, y + height, size: 11)
    }

    private static func pixels(_ grid: CellGrid) -> String? {
        let colors = grid.values.map { grid.scale.color($0) ?? ColorScale.RGB(red: 128, green: 128, blue: 128) }
        let bytes = colors.flatMap { [$0.red, $0.green, $0.blue].map { UInt8($0.rounded()) } }
        return ImagePixels(height: grid.rows, width: grid.columns, channels: 3, bytes: bytes).base64
    }
}
