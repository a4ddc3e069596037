extension LineChart {
    /// The chart as an SVG document.
    public var svg: String {
        var canvas = SVGCanvas()
        let (width, height) = (LineChart.extent(width, usual: 640), LineChart.extent(height, usual: 360))
        let (x, y) = axes(margin: 0.04)
        let legend = series.count == 1 && (title.isEmpty || title == series[0].name) && yLabel.isEmpty ? [] : series
        let labels = PlotFrame.Labels(
            title: legend.isEmpty ? heading : title, x: xLabel, y: yLabel, legend: legend.map(\.name))
        let frame = PlotFrame(&canvas, width: width, height: height, x: x, y: y, labels: labels)
        for (index, series) in series.enumerated() {
            for run in LineChart.runs(series.points, in: frame) {
                if run.count == 1 {
                    canvas.circle(run[0].x, run[0].y, radius: 2.5, fill: Palette.color(index))
                } else {
                    canvas.path(
                        LineChart.thinned(run), color: Palette.color(index), width: 2, dash: Palette.dash(index))
                }
            }
        }
        if !series.contains(where: { !LineChart.runs($0.points, in: frame).isEmpty }) {
            canvas.text(
                "no data", (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2, anchor: .middle, opacity: 0.6
            )
        }
        return canvas.document(width: width, height: height, title: heading)
    }

    /// A side of a picture that can be drawn.
    private static func extent(_ asked: Double, usual: Double) -> Double {
        asked.isNaN ? usual : min(max(asked, 100), 10_000)
    }

    /// The unbroken parts of a curve.
    private static func runs(
        _ points: [(x: Double, y: Double)], in frame: PlotFrame
    ) -> [[(x: Double, y: Double)]] {
        var (runs, run): ([[(x: Double, y: Double)]], [(x: Double, y: Double)]) = ([], [])
        for point in points {
            if let x = frame.placeX(point.x), let y = frame.placeY(point.y) {
                run.append((x, y))
            } else if !run.isEmpty {
                runs.append(run)
                run = []
            }
        }
        return run.isEmpty ? runs : runs + [run]
    }

    /// The same picture with fewer points: of those above one another within half a pixel only the first, the extremes and the last.
    private static func thinned(_ run: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        guard run.count > 2000 else { return run }
        var result: [(x: Double, y: Double)] = []
        var start = 0
        while start < run.count {
            let column = (run[start].x * 2).rounded(.down)
            var end = start
            while end < run.count, (run[end].x * 2).rounded(.down) == column { end += 1 }
            let part = start..<end
            let low = part.min { run[$0].y < run[$1].y } ?? start
            let high = part.max { run[$0].y < run[$1].y } ?? start
            result += Set([start, low, high, end - 1]).sorted().map { run[$0] }
            start = end
        }
        return result
    }
}
