import TernCore
import TernNN

/// Which pixels a sliding window takes: the first window, its neighbour and the last one on the image, each in the colour of its
/// number in the result. A cross marks pixels that no window takes.
///
/// ```swift
/// show(try WindowFigure(Conv2d(1, 1, kernelSize: 3, stride: 2, padding: 1), inputSize: [5, 7]))
/// ```
public struct WindowFigure: Drawing, Sendable {
    /// What stands above.
    public var title: String

    private let rows: WindowGeometry
    private let columns: WindowGeometry
    /// What an added pixel holds, where that is always the same.
    private let filling: String

    /// The windows of a convolution.
    ///
    /// - Parameters:
    ///   - conv: the layer. Its weights and the number of its channels don't matter.
    ///   - inputSize: height and width of the image: `8`, or `[5, 7]`.
    ///   - title: what stands above. Default kernel size, stride, padding and dilation.
    /// - Throws: what the layer throws for an image of that size.
    public init(_ conv: Conv2d, inputSize: any SizeArgument, title: String? = nil) throws {
        let size = try WindowFigure.checked(inputSize)
        if case .size(let padding) = conv.padding { try WindowGeometry.check(padding.values) }
        let result = try noGrad {
            try conv(Tensor.zeros([1, conv.inChannels] + size, dtype: conv.weight.tensor.dtype)).validated()
        }
        let pair = try WindowGeometry.pair(conv, size, Array(result.shape[2...]))
        self.init(pair, title ?? WindowFigure.title(pair), filling: conv.paddingMode == .zeros ? "0" : "")
    }

    /// The windows of a pooling.
    ///
    /// - Parameters:
    ///   - pool: the layer.
    ///   - inputSize: height and width of the image: `8`, or `[5, 7]`.
    ///   - title: what stands above. Default kernel size, stride, padding and dilation.
    /// - Throws: what the layer throws for an image of that size.
    public init(_ pool: MaxPool2d, inputSize: any SizeArgument, title: String? = nil) throws {
        let size = try WindowFigure.checked(inputSize)
        try WindowGeometry.check(pool.padding.values)
        let result = try pool(Tensor.zeros([1, 1] + size)).validated()
        let pair = try WindowGeometry.pair(pool, size, Array(result.shape[2...]))
        self.init(pair, title ?? WindowFigure.title(pair), filling: "−∞")
    }

    private init(_ pair: [WindowGeometry], _ title: String, filling: String) {
        (rows, columns) = (pair[0], pair[1])
        self.title = title
        self.filling = filling
    }

    /// The figure as an SVG document.
    public var svg: String {
        var canvas = SVGCanvas()
        let cell = max(5, min(26, 420 / Double(max(columns.places.count, rows.places.count))))
        let (left, top) = (16.0, 44.0)
        let (wide, high) = (Double(columns.places.count) * cell, Double(rows.places.count) * cell)
        let outputLeft = left + wide + 70
        let (outputWide, outputHigh) = (Double(columns.count) * cell, Double(rows.count) * cell)
        let tall = max(high, outputHigh)
        let (inputTop, outputTop) = (top + (tall - high) / 2, top + (tall - outputHigh) / 2)
        canvas.text(title, left, 22, size: 14, bold: true)
        drawInput(&canvas, left, inputTop, cell)
        drawOutput(&canvas, outputLeft, outputTop, cell)
        let middle = top + tall / 2
        canvas.line(outputLeft - 50, middle, outputLeft - 22, middle, opacity: 0.6)
        canvas.path(
            [(outputLeft - 28, middle - 5), (outputLeft - 21, middle), (outputLeft - 28, middle + 5)], width: 1.2)
        canvas.text(inputText, left, top + tall + 20)
        let output = "output \(rows.count) × \(columns.count)"
        let isBeside = left + SVGText.width(inputText) + 20 < outputLeft
        canvas.text(output, isBeside ? outputLeft : left, top + tall + (isBeside ? 20 : 38))
        let width = max(outputLeft + max(outputWide, 80) + 16, left + SVGText.width(title, size: 15) + 16)
        return canvas.document(width: width, height: top + tall + (isBeside ? 32 : 50), title: title)
    }

    /// The image as letters: numbers for the windows, `*` where several meet, `.` for other pixels, `x` for pixels that no window
    /// takes, `-` for added ones.
    public func text(for terminal: Terminal) -> String {
        let (down, across) = (rows.taken, columns.taken)
        let lines = rows.places.map { row in
            columns.places.map { column -> String in
                let windows = highlights.indices.filter { takes(highlights[$0], row, column) }
                if windows.count > 1 { return "*" }
                if let window = windows.first { return "\(window + 1)" }
                guard isInside(row, column) else { return "-" }
                return down.contains(row) && across.contains(column) ? "." : "x"
            }.joined(separator: " ")
        }
        let output = "output \(rows.count) x \(columns.count)"
        return ([Terminal.plain(title)] + lines + ["\(inputText), \(output)"]).joined(separator: "\n")
            .replacing("×", with: "x")
    }

    /// The windows that are shown: the first, the next and the last.
    private var highlights: [(row: Int, column: Int)] {
        var windows = [(row: 0, column: 0)]
        for next in [(0, 1), (rows.count - 1, columns.count - 1)]
        where next.0 < rows.count && next.1 < columns.count && !windows.contains(where: { $0 == next }) {
            windows.append(next)
        }
        return windows
    }

    private func takes(_ window: (row: Int, column: Int), _ row: Int, _ column: Int) -> Bool {
        rows.taps(window.row).contains(row) && columns.taps(window.column).contains(column)
    }

    private func isInside(_ row: Int, _ column: Int) -> Bool {
        (0..<rows.size).contains(row) && (0..<columns.size).contains(column)
    }

    private var inputText: String {
        let isPadded = rows.before + rows.after + columns.before + columns.after > 0
        let padded = "\(rows.size + rows.before + rows.after) × \(columns.size + columns.before + columns.after)"
        return "input \(rows.size) × \(columns.size)" + (isPadded ? ", padded \(padded)" : "")
    }

    private func drawInput(_ canvas: inout SVGCanvas, _ left: Double, _ top: Double, _ cell: Double) {
        let (down, across) = (rows.taken, columns.taken)
        func place(_ row: Int, _ column: Int) -> (x: Double, y: Double) {
            (left + Double(column + columns.before) * cell, top + Double(row + rows.before) * cell)
        }
        for row in rows.places {
            for column in columns.places {
                let (x, y) = place(row, column)
                let isAdded = !isInside(row, column)
                canvas.rectangle(
                    x + 0.5, y + 0.5, cell - 1, cell - 1, fill: "currentColor", opacity: isAdded ? 0.02 : 0.13)
                for (index, window) in highlights.enumerated() where takes(window, row, column) {
                    canvas.rectangle(x + 0.5, y + 0.5, cell - 1, cell - 1, fill: Palette.color(index), opacity: 0.5)
                }
                if isAdded, cell >= 16 {
                    canvas.text(filling, x + cell / 2, y + cell / 2 + 4, anchor: .middle, size: 10, opacity: 0.7)
                } else if !isAdded, !(down.contains(row) && across.contains(column)) {
                    let (a, b) = (cell * 0.3, cell * 0.7)
                    canvas.line(x + a, y + a, x + b, y + b, opacity: 0.5)
                    canvas.line(x + a, y + b, x + b, y + a, opacity: 0.5)
                }
            }
        }
        let corner = place(0, 0)
        canvas.rectangle(
            corner.x, corner.y, Double(columns.size) * cell, Double(rows.size) * cell, stroke: "currentColor",
            strokeWidth: 1.2)
        for (index, window) in highlights.enumerated() {
            let (down, across) = (rows.taps(window.row), columns.taps(window.column))
            guard let firstRow = down.first, let lastRow = down.last, let firstColumn = across.first,
                let lastColumn = across.last
            else { continue }
            let (from, to) = (place(firstRow, firstColumn), place(lastRow + 1, lastColumn + 1))
            canvas.rectangle(
                from.x + 1, from.y + 1, to.x - from.x - 2, to.y - from.y - 2, stroke: Palette.color(index),
                strokeWidth: 2.5, radius: 2)
        }
    }

    private func drawOutput(_ canvas: inout SVGCanvas, _ left: Double, _ top: Double, _ cell: Double) {
        for row in 0..<rows.count {
            for column in 0..<columns.count {
                let window = highlights.firstIndex { $0 == (row, column) }
                canvas.rectangle(
                    left + Double(column) * cell + 0.5, top + Double(row) * cell + 0.5, cell - 1, cell - 1,
                    fill: window.map(Palette.color) ?? "currentColor", opacity: window == nil ? 0.13 : 0.75)
            }
        }
        canvas.rectangle(
            left, top, Double(columns.count) * cell, Double(rows.count) * cell, stroke: "currentColor", strokeWidth: 1.2
        )
    }

    private static func title(_ pair: [WindowGeometry]) -> String {
        func text(_ part: KeyPath<WindowGeometry, Int>) -> String {
            let values = pair.map { $0[keyPath: part] }
            return values[0] == values[1] ? "\(values[0])" : "[\(values[0]), \(values[1])]"
        }
        return
            "kernelSize \(text(\.kernel)), stride \(text(\.stride)), padding \(text(\.before)), dilation \(text(\.dilation))"
    }

    private static func checked(_ size: any SizeArgument) throws -> [Int] {
        guard let values = size.size.expanded(to: 2), values.allSatisfy({ (1...64).contains($0) }) else {
            throw TensorError(
                .value, "WindowFigure", "expected a height and a width from 1 to 64, but got \(size.size)")
        }
        return values
    }
}
