/// Numbers as characters of growing darkness.
enum Shades {
    /// Rows of shades no wider than the terminal; where cells are more than characters, every so many are shown.
    static func rows(_ values: [Double], rows: Int, columns: Int, _ terminal: Terminal) -> [String] {
        let finite = values.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return [] }
        let shades = Array(terminal.isUnicode ? " ░▒▓█" : " .:-=+*#%@")
        // A character is about twice as high as wide.
        let repeats = columns * 2 <= terminal.columns ? 2 : 1
        let every = max(1, (columns * repeats + terminal.columns - 1) / terminal.columns)
        return stride(from: 0, to: rows, by: every).map { row in
            stride(from: 0, to: columns, by: every).map { column in
                let value = values[row * columns + column]
                guard !value.isNaN else { return String(repeating: "?", count: repeats) }
                let part = high > low ? min(max((value / 2 - low / 2) / (high / 2 - low / 2), 0), 1) : 0.5
                let index = min(Int(part * Double(shades.count)), shades.count - 1)
                return String(repeating: shades[index], count: repeats)
            }.joined()
        }
    }
}
