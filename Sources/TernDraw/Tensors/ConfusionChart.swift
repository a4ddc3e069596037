import TernCore

/// How often each class was taken for each other: rows are what was there, columns what was predicted.
public struct ConfusionChart: Drawing, Sendable {
    /// The counts, row by row.
    public let counts: [[Int]]
    /// The names of the classes.
    public let labels: [String]
    /// What stands above.
    public var title: String

    /// Counts the classes of predictions.
    ///
    /// Shapes: targets [N], predictions [N], or [N, classes] with a score for each class.
    ///
    /// - Parameters:
    ///   - targets: the class that was there.
    ///   - predictions: the class that was predicted, or scores whose largest tells.
    ///   - labels: the names of the classes.
    ///   - title: what stands above. Default "Confusion matrix".
    /// - Throws: `TensorError` for different numbers of elements, or a class without a name.
    public init(targets: Tensor, predictions: Tensor, labels: [String], title: String = "Confusion matrix") throws {
        try predictions.validate()
        let classes = try predictions.ndim == 2 ? predictions.argmax(dim: 1) : predictions
        let (actual, predicted) = (try targets.array(of: Int.self), try classes.array(of: Int.self))
        guard actual.count == predicted.count else {
            throw TensorError(
                .value, "ConfusionChart",
                "Found input variables with inconsistent numbers of samples: [\(actual.count), \(predicted.count)]",
                shapes: ["targets": targets.shape, "predictions": predictions.shape])
        }
        var counts = [[Int]](repeating: [Int](repeating: 0, count: labels.count), count: labels.count)
        for (row, column) in zip(actual, predicted) {
            guard labels.indices.contains(row), labels.indices.contains(column) else {
                throw TensorError(
                    .index, "ConfusionChart",
                    "class \(labels.indices.contains(row) ? column : row) is out of bounds: there are \(labels.count) labels"
                )
            }
            counts[row][column] += 1
        }
        self.counts = counts
        self.labels = labels
        self.title = title
    }

    /// The part of all samples that is on the diagonal; NaN without samples.
    public var accuracy: Double {
        let total = counts.joined().reduce(0, +)
        return total == 0 ? .nan : Double(labels.indices.reduce(0) { $0 + counts[$1][$1] }) / Double(total)
    }

    /// The matrix as an SVG document: each cell is as dark as its part of the row.
    public var svg: String {
        var canvas = SVGCanvas()
        let cell = max(24, min(48, 560 / Double(max(labels.count, 1))))
        let widest = min(labels.map { SVGText.width($0) }.max() ?? 0, 140)
        let isTurned = widest > cell - 6
        let (left, top) = (36 + widest + 8, 52 + (isTurned ? widest : 12) + 10)
        let side = cell * Double(labels.count)
        canvas.text(heading, 14, 22, size: 14, bold: true)
        canvas.text("predicted", left + side / 2, 44, anchor: .middle)
        canvas.text("actual", 22, top + side / 2, anchor: .middle, turn: -90)
        for (row, label) in labels.enumerated() {
            let middle = (Double(row) + 0.5) * cell
            canvas.text(SVGText.fitted(label, to: 140), left - 8, top + middle + 4, anchor: .end)
            if isTurned {
                canvas.text(SVGText.fitted(label, to: 140), left + middle + 4, top - 6, turn: -90)
            } else {
                canvas.text(label, left + middle, top - 6, anchor: .middle)
            }
            let total = max(counts[row].reduce(0, +), 1)
            for (column, count) in counts[row].enumerated() {
                draw(
                    &canvas, count, of: total, row, column, left + Double(column) * cell, top + Double(row) * cell, cell
                )
            }
        }
        let width = max(left + side + 16, 40 + SVGText.width(heading, size: 15))
        return canvas.document(width: width, height: top + side + 16, title: heading)
    }

    /// The counts as a table.
    public func text(for terminal: Terminal) -> String {
        let names = labels.map { String(Terminal.plain($0).prefix(12)) }
        let side = names.map(\.count).max() ?? 0
        let widest = counts.joined().map { "\($0)".count }.max() ?? 0
        // Columns have numbers in place of names where the line would be too long.
        let isShort = (max(widest, side) + 1) * labels.count + side > terminal.columns
        let heads = isShort ? labels.indices.map { "\($0)" } : names
        let width = max(widest, heads.map(\.count).max() ?? 0)
        let rows = labels.indices.map { row in
            names[row].leading(to: side)
                + counts[row].map { " " + ($0 == 0 ? "." : "\($0)").leading(to: width) }.joined()
        }
        let head = String.blanks(side) + heads.map { " " + $0.leading(to: width) }.joined()
        return ([Terminal.plain(heading), head] + rows).joined(separator: "\n")
    }

    private var heading: String {
        accuracy.isNaN ? title : "\(title) (accuracy \(NumberLabel.text(accuracy * 100, digits: 3)) %)"
    }

    private func draw(
        _ canvas: inout SVGCanvas, _ count: Int, of total: Int, _ row: Int, _ column: Int, _ x: Double, _ y: Double,
        _ cell: Double
    ) {
        let part = Double(count) / Double(total)
        // The page shows through, so that the empty cells of a good matrix recede in light and in dark.
        canvas.rectangle(
            x, y, cell, cell, fill: row == column ? Palette.color(0) : Palette.color(3), stroke: "currentColor",
            strokeWidth: 0.3, opacity: count == 0 ? 0 : 0.12 + 0.73 * part,
            note: "\(labels[row]) as \(labels[column]): \(count) of \(total)")
        guard count > 0 else { return }
        let digits = "\(count)"
        let size = min(12, cell / Double(digits.count) * 1.4)
        canvas.text(digits, x + cell / 2, y + cell / 2 + size * 0.36, anchor: .middle, size: size)
    }
}
