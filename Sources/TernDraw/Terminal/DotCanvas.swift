/// A grid of characters to plot curves on. A character holds 2 x 4 dots of Braille for one curve, or the marks of several.
package struct DotCanvas {
    /// Dots in a row.
    let width: Int
    /// Dots in a column.
    let height: Int

    private let terminal: Terminal
    private let isBraille: Bool
    private let columns: Int
    private var dots: [UInt8]
    private var owners: [Int?]

    /// - Parameter isBraille: whether single dots are shown, or one mark a character.
    package init(columns: Int, rows: Int, isBraille: Bool, terminal: Terminal) {
        self.columns = columns
        self.isBraille = isBraille
        self.terminal = terminal
        (width, height) = isBraille ? (columns * 2, rows * 4) : (columns, rows)
        dots = Array(repeating: 0, count: columns * rows)
        owners = Array(repeating: nil, count: columns * rows)
    }

    /// The mark of a series.
    static func mark(_ series: Int, _ terminal: Terminal) -> String {
        let marks = terminal.isUnicode ? Array("●○◆◇■□▲△") : Array("*o+x#@%&")
        return String(marks[series % marks.count])
    }

    /// A dot; y counts from below.
    package mutating func dot(_ x: Int, _ y: Int, series: Int) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        let row = height - 1 - y
        let (dx, dy) = isBraille ? (2, 4) : (1, 1)
        let cell = row / dy * columns + x / dx
        owners[cell] = series
        // Braille numbers its dots down the left side, down the right side, and then the two below.
        let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
        dots[cell] |= bits[x % dx][row % dy]
    }

    /// The dots between two places.
    mutating func line(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, series: Int) {
        let steps = max(abs(x2 - x1), abs(y2 - y1), 1)
        for step in 0...steps {
            let part = Double(step) / Double(steps)
            let x = Double(x1) + part * Double(x2 - x1)
            let y = Double(y1) + part * Double(y2 - y1)
            dot(Int(x.rounded()), Int(y.rounded()), series: series)
        }
    }

    /// The rows from above.
    package var rows: [String] {
        stride(from: 0, to: dots.count, by: columns).map { start in
            (start..<start + columns).map { cell -> String in
                guard let owner = owners[cell] else { return " " }
                let braille = Unicode.Scalar(0x2800 + UInt32(dots[cell])).map { String(Character($0)) } ?? " "
                return terminal.colored(isBraille ? braille : DotCanvas.mark(owner, terminal), owner)
            }.joined()
        }
    }
}
