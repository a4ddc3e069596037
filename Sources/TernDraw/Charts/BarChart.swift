import TernCore

/// Bars beside their names: one number for each thing.
public struct BarChart: Drawing, Sendable {
    /// The names and numbers from above to below.
    public var bars: [(name: String, value: Double)]
    /// What stands above.
    public var title: String

    /// A chart of these numbers.
    ///
    /// - Parameters:
    ///   - bars: names and numbers. NaN and infinities have no bar.
    ///   - title: what stands above. Default nothing.
    public init(_ bars: KeyValuePairs<String, Double>, title: String = "") {
        self.bars = bars.map { ($0.key, $0.value) }
        self.title = title
    }

    /// A chart of a vector.
    ///
    /// Shapes: [N].
    ///
    /// - Parameters:
    ///   - values: the numbers.
    ///   - labels: their names, one each.
    ///   - title: what stands above. Default nothing.
    /// - Throws: `TensorError` unless there is a name for each.
    public init(_ values: Tensor, labels: [String], title: String = "") throws {
        let numbers = try values.array(of: Double.self)
        guard values.ndim == 1, numbers.count == labels.count else {
            throw TensorError(
                .value, "BarChart", "expected a vector of \(labels.count) values", shapes: ["values": values.shape])
        }
        bars = Array(zip(labels, numbers)).map { ($0, $1) }
        self.title = title
    }

    /// The chart as an SVG document.
    public var svg: String {
        var canvas = SVGCanvas()
        let width = 640.0
        let axis = Axis(bars.map(\.value), fromZero: true)
        let numbers = bars.map { NumberLabel.text($0.value) }
        let left = 14 + min(bars.map { SVGText.width($0.name) }.max() ?? 0, 220) + 8
        let numberRoom = (numbers.map { SVGText.width($0) }.max() ?? 0) + 8
        // Numbers stand at the ends of their bars, on the left of those below zero.
        let start = left + (axis.lower < 0 ? numberRoom : 0)
        let room = max(width - numberRoom - 12 - start, 40)
        let top = title.isEmpty ? 12.0 : 38
        if !title.isEmpty {
            canvas.text(SVGText.fitted(title, to: width - 20, size: 14), 14, 23, size: 14, bold: true)
        }
        let zero = start + (axis.fraction(0) ?? 0) * room
        for (index, bar) in bars.enumerated() {
            let row = top + Double(index) * 24
            canvas.text(SVGText.fitted(bar.name, to: 220), left - 8, row + 16, anchor: .end)
            let end = start + (axis.fraction(bar.value) ?? axis.fraction(0) ?? 0) * room
            canvas.rectangle(
                min(zero, end), row + 3, abs(end - zero), 18, fill: Palette.color(0), radius: 2, note: bar.name)
            canvas.text(numbers[index], end + (bar.value < 0 ? -5 : 5), row + 16, anchor: bar.value < 0 ? .end : .start)
        }
        let height = top + Double(max(bars.count, 1)) * 24
        canvas.line(zero, top, zero, height, opacity: 0.6)
        return canvas.document(width: width, height: height + 12, title: title.isEmpty ? "bar chart" : title)
    }

    /// A bar of blocks a line.
    public func text(for terminal: Terminal) -> String {
        ((title.isEmpty ? [] : [Terminal.plain(title)]) + TextBars.lines(bars, terminal)).joined(separator: "\n")
    }
}
