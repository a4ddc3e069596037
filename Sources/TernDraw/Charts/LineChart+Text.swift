extension LineChart {
    /// The chart as text: Braille dots, or a mark for each curve where there are several and no colours to tell them apart.
    public func text(for terminal: Terminal) -> String { text(for: terminal, rows: 16) }

    /// The chart as text of that height.
    ///
    /// - Parameters:
    ///   - terminal: its width and what it can show.
    ///   - rows: the height of the part with the curves, in lines: 2 at least, 500 at most.
    public func text(for terminal: Terminal, rows: Int) -> String {
        let rows = min(max(rows, 2), 500)
        let (x, y) = axes(margin: 0)
        let yTicks = y.ticks(max(2, rows / 3))
        let margin = yTicks.labels.map(\.count).max() ?? 0
        let columns = max(terminal.columns - margin - 2, 8)
        var canvas = DotCanvas(
            columns: columns, rows: rows, isBraille: terminal.isUnicode && (series.count < 2 || terminal.hasColors),
            terminal: terminal)
        for (index, series) in series.enumerated() { plot(series.points, index, x, y, on: &canvas) }
        let labels = Dictionary(
            zip(
                yTicks.values.map { value in
                    rows - 1 - Int(((y.fraction(value) ?? 0) * Double(rows - 1)).rounded())
                }, yTicks.labels), uniquingKeysWith: { first, _ in first })
        var lines = header(terminal)
        for (row, text) in canvas.rows.enumerated() {
            let label = labels[row] ?? ""
            let axis = terminal.isUnicode ? (label.isEmpty ? "│" : "┤") : (label.isEmpty ? "|" : "+")
            lines.append(label.leading(to: margin) + axis + text)
        }
        let corner = terminal.isUnicode ? "└" : "+"
        let floor = String(repeating: terminal.isUnicode ? "─" : "-", count: columns)
        lines.append(String.blanks(margin) + corner + floor)
        lines.append(String.blanks(margin + 1) + LineChart.marks(x, columns))
        if !xLabel.isEmpty {
            let label = Terminal.plain(xLabel)
            lines.append(String.blanks(margin + 1 + max(0, (columns - label.count) / 2)) + label)
        }
        return lines.map(\.withoutTrailingSpaces).joined(separator: "\n")
    }

    /// Title, vertical label and legend.
    private func header(_ terminal: Terminal) -> [String] {
        var lines = [title, yLabel].filter { !$0.isEmpty }.map(Terminal.plain)
        if series.count > 1 || (title.isEmpty && !heading.isEmpty) {
            lines.append(
                series.enumerated().map { index, series in
                    let line = terminal.isUnicode && terminal.hasColors
                    let mark = line ? "━━" : DotCanvas.mark(index, terminal)
                    let name = Terminal.plain(series.name)
                    return self.series.count > 1 ? "\(terminal.colored(mark, index)) \(name)" : name
                }.joined(separator: "   "))
        }
        return lines
    }

    private func plot(
        _ points: [(x: Double, y: Double)], _ index: Int, _ x: Axis, _ y: Axis, on canvas: inout DotCanvas
    ) {
        var last: (Int, Int)?
        for point in points {
            guard let across = x.fraction(point.x), let up = y.fraction(point.y) else {
                last = nil
                continue
            }
            let place = (
                Int((across * Double(canvas.width - 1)).rounded()), Int((up * Double(canvas.height - 1)).rounded())
            )
            canvas.line(last?.0 ?? place.0, last?.1 ?? place.1, place.0, place.1, series: index)
            last = place
        }
    }

    /// The numbers along the horizontal axis, as many as fit.
    private static func marks(_ axis: Axis, _ columns: Int) -> String {
        let ticks = axis.ticks(max(2, columns / 12))
        var line: [Character] = []
        for (value, label) in zip(ticks.values, ticks.labels) {
            let place = Int(((axis.fraction(value) ?? 0) * Double(columns - 1)).rounded())
            let start = min(max(0, place - label.count / 2), max(0, columns - label.count))
            guard line.isEmpty || start > line.count else { continue }
            line += Array(repeating: " ", count: start - line.count) + Array(label)
        }
        return String(line)
    }
}

extension String {
    /// The line without the spaces that end it.
    var withoutTrailingSpaces: String {
        var kept = self[...]
        while kept.hasSuffix(" ") { kept = kept.dropLast() }
        return String(kept)
    }
}
