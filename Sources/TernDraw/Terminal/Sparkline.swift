/// A curve as one line of text.
public enum Sparkline {
    /// The numbers as blocks of growing height, a character each: ▁▃▆█▄. NaN and infinities are spaces.
    ///
    /// - Parameters:
    ///   - values: the numbers; more than the terminal has columns are averaged in groups.
    ///   - terminal: its width and what it can show. Default the current one.
    public static func text(_ values: [Double], for terminal: Terminal = .current) -> String {
        let group = max(1, (values.count + terminal.columns - 1) / terminal.columns)
        let means = stride(from: 0, to: values.count, by: group).map { start -> Double in
            let part = values[start..<min(start + group, values.count)].filter(\.isFinite)
            return part.isEmpty ? .nan : part.reduce(0) { $0 + $1 / Double(part.count) }
        }
        let finite = means.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return .blanks(means.count) }
        let blocks = Array(terminal.isUnicode ? "▁▂▃▄▅▆▇█" : "_.-=*#")
        return String(
            means.map { value in
                guard value.isFinite else { return " " }
                let part = high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.5
                return blocks[min(Int(part * Double(blocks.count)), blocks.count - 1)]
            })
    }
}
