/// Bars that grow to the right, one a line, with a name before and a number behind.
enum TextBars {
    static func lines(_ bars: [(name: String, value: Double)], _ terminal: Terminal) -> [String] {
        let names = bars.map { String(Terminal.plain($0.name).prefix(24)) }
        let numbers = bars.map { NumberLabel.text($0.value) }
        let side = names.map(\.count).max() ?? 0
        let room = max(terminal.columns - side - (numbers.map(\.count).max() ?? 0) - 3, 4)
        let largest = bars.map { $0.value.isFinite ? abs($0.value) : 0 }.max() ?? 0
        return bars.indices.map { index in
            let value = bars[index].value
            let part = largest > 0 && value.isFinite ? abs(value) / largest : 0
            let bar = bar(part * Double(room), isNegative: value < 0, terminal)
            let name = names[index].padded(to: side)
            return "\(name) \(bar) \(numbers[index])"
        }
    }

    /// A bar of that many characters, to an eighth; what is below zero is drawn hollow.
    private static func bar(_ length: Double, isNegative: Bool, _ terminal: Terminal) -> String {
        guard terminal.isUnicode else {
            return String(repeating: isNegative ? "-" : "#", count: Int(length.rounded()))
        }
        if isNegative { return String(repeating: "░", count: Int(length.rounded())) }
        let eighths = Int((length * 8).rounded())
        let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + rest
    }
}
