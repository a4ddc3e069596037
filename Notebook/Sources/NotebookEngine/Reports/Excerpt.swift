import NotebookSyntax

/// Lines for the reader about a place in a cell.
enum Excerpt {
    static let red = "\u{1B}[31m", yellow = "\u{1B}[33m", bold = "\u{1B}[1m", plain = "\u{1B}[0m"

    /// `In [3]:2:7: error: ...`, the line, and a caret below the column.
    static func lines(for message: CompilerMessage, code: (Int) -> String?) -> [String] {
        let color = message.severity == .error ? red : yellow
        let tag = "\(color)\(message.severity.rawValue):\(plain) \(message.text)"
        guard let cell = message.cell, let place = message.place else { return [tag] }
        return ["\(bold)In [\(cell)]:\(place.line):\(place.column): \(tag)"] + excerpt(place, code(cell), color)
    }

    /// The line of a place with its number, and a caret below the column.
    static func excerpt(_ place: Place, _ code: String?, _ color: String = red) -> [String] {
        guard let line = line(place.line, code) else { return [] }
        let number = String(place.line)
        let margin = String(repeating: " ", count: max(4 - number.count, 0)) + number
        // As wide as what stands before the column, tabs included.
        let before = String(decoding: Array(line.utf8).prefix(max(place.column - 1, 0)), as: UTF8.self)
        let blank = before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: width($0)) }.joined()
        return [
            "\(margin) | \(line)", "\(String(repeating: " ", count: margin.count)) | \(blank)\(color)^\(plain)",
        ]
    }

    /// A frame of a traceback: its place, the function, the line.
    static func frame(_ cell: Int, _ place: Place, _ function: String, _ code: String?) -> [String] {
        ["  \(bold)In [\(cell)]:\(place.line):\(place.column)\(plain) in \(function)"] + excerpt(place, code)
    }

    static func line(_ number: Int, _ code: String?) -> String? {
        let lines = (code ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.contains(number - 1) ? String(lines[number - 1]) : nil
    }

    /// Terminal columns of a character: two for Chinese and the like.
    private static func width(_ character: Character) -> Int {
        guard let value = character.unicodeScalars.first?.value else { return 0 }
        let isWide =
            (0x1100...0x115F).contains(value) || (0x2E80...0xA4CF).contains(value) || (0xAC00...0xD7A3).contains(value)
            || (0xF900...0xFAFF).contains(value) || (0xFE30...0xFE6F).contains(value)
            || (0xFF00...0xFF60).contains(value) || (0x1F300...0x1FAFF).contains(value)
        return isWide ? 2 : 1
    }
}
