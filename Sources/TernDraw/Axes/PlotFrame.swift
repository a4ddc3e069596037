/// The part of a chart in which the data is drawn, with what is around it: title, legend, axes, grid.
struct PlotFrame {
    let x: Axis
    let y: Axis
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double

    /// What stands around the data.
    struct Labels {
        var title = ""
        var x = ""
        var y = ""
        /// The names of the series; a single one without a name has no legend.
        var legend: [String] = []
    }

    /// Draws everything but the data.
    init(_ canvas: inout SVGCanvas, width: Double, height: Double, x: Axis, y: Axis, labels: Labels) {
        self.x = x
        self.y = y
        var top = 12.0
        if !labels.title.isEmpty {
            canvas.text(
                SVGText.fitted(labels.title, to: width - 16, size: 14), width / 2, top + 12, anchor: .middle, size: 14,
                bold: true)
            top += 24
        }
        top = PlotFrame.legend(&canvas, labels.legend, width: width, top: top)
        let bottom = max(height - (labels.x.isEmpty ? 28 : 46), top + 20)
        let yTicks = y.ticks(max(2, Int((bottom - top) / 42)))
        let widest = yTicks.labels.map { SVGText.width($0) }.max() ?? 0
        let left = (labels.y.isEmpty ? 10 : 30) + widest + 8
        let right = max(width - 20, left + 20)
        (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
        for (value, label) in zip(yTicks.values, yTicks.labels) {
            guard let height = placeY(value) else { continue }
            canvas.line(left, height, right, height, opacity: 0.15)
            canvas.text(label, left - 8, height + 4, anchor: .end)
        }
        let xTicks = PlotFrame.fitting(x, room: right - left)
        for (value, label) in zip(xTicks.values, xTicks.labels) {
            guard let place = placeX(value) else { continue }
            canvas.line(place, bottom, place, bottom + 5, opacity: 0.6)
            canvas.text(label, place, bottom + 18, anchor: .middle)
        }
        canvas.line(left, top, left, bottom, opacity: 0.6)
        canvas.line(left, bottom, right, bottom, opacity: 0.6)
        canvas.text(SVGText.fitted(labels.x, to: right - left), (left + right) / 2, height - 10, anchor: .middle)
        canvas.text(
            SVGText.fitted(labels.y, to: bottom - top), 18, (top + bottom) / 2, anchor: .middle, turn: -90)
    }

    /// A number's place from the left.
    func placeX(_ value: Double) -> Double? { x.fraction(value).map { left + $0 * (right - left) } }

    /// A number's place from the top.
    func placeY(_ value: Double) -> Double? { y.fraction(value).map { bottom - $0 * (bottom - top) } }

    /// As many ticks as have labels that don't touch.
    private static func fitting(_ axis: Axis, room: Double) -> Ticks {
        var count = max(2, Int(room / 60))
        while true {
            let ticks = axis.ticks(count)
            let places = ticks.values.map { (axis.fraction($0) ?? 0) * room }
            let widths = ticks.labels.map { SVGText.width($0) }
            let isFree = places.indices.dropFirst().allSatisfy {
                places[$0] - places[$0 - 1] > (widths[$0] + widths[$0 - 1]) / 2 + 10
            }
            if isFree || count == 1 { return ticks }
            count -= 1
        }
    }

    /// Draws the names of the series in rows and returns where the rest begins.
    private static func legend(_ canvas: inout SVGCanvas, _ names: [String], width: Double, top: Double) -> Double {
        guard names.contains(where: { !$0.isEmpty }) else { return top }
        var (place, row) = (16.0, top + 6)
        for (index, name) in names.enumerated() {
            let text = SVGText.fitted(name, to: min(width - 60, 260))
            let size = 24 + SVGText.width(text) + 14
            if place > 16, place + size > width - 8 { (place, row) = (16, row + 18) }
            canvas.line(place, row, place + 18, row, color: Palette.color(index), width: 3, dash: Palette.dash(index))
            canvas.text(text, place + 24, row + 4)
            place += size
        }
        return row + 18
    }
}
