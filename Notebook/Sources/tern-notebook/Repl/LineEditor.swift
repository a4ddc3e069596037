import Foundation

/// Lets the user write a cell at the terminal: several lines, with arrows, history and completion.
struct LineEditor {
    /// What the user wants.
    enum Entry: Equatable {
        case cell(String)
        /// Ctrl-C: the text is given up.
        case cancelled
        /// Ctrl-D on an empty line.
        case end
    }

    private let terminal: RawTerminal
    private let hasColours = StandardStreams.showsColours(STDOUT_FILENO)
    private var history: History
    private var edited = EditedText()
    /// The place in the history, and the text that was being written before.
    private var recalled: (index: Int, draft: String)?
    /// The row of the cursor below the first row of the text, when it was last drawn.
    private var cursorRow = 0

    /// The indentation of the next line, if a text is not a whole cell.
    var continuation: (String) -> String? = { _ in nil }
    /// What may stand at a place, and what it replaces.
    var completions: (String, Int) -> (matches: [String], range: Range<Int>) = { _, cursor in ([], cursor..<cursor) }

    init(_ terminal: RawTerminal, history: History = History()) {
        self.terminal = terminal
        self.history = history
    }

    /// Reads a cell.
    ///
    /// - Parameter prompt: what stands before the first line, as `In [3]: `.
    mutating func readCell(prompt: String) -> Entry {
        edited = EditedText()
        recalled = nil
        cursorRow = 0
        draw(prompt)
        let terminal = terminal
        return terminal.whileRaw {
            StandardOutput.write("\u{1B}[?2004h")
            defer { StandardOutput.write("\u{1B}[?2004l") }
            while let key = terminal.readKey() {
                if let entry = obey(key, prompt) {
                    leave(prompt)
                    if case .cell(let text) = entry { history.add(text) }
                    return entry
                }
                draw(prompt)
            }
            leave(prompt)
            return .end
        }
    }

    // MARK: - Keys

    private mutating func obey(_ key: Key, _ prompt: String) -> Entry? {
        switch key {
        case .text(let text): edited.insert(text)
        case .enter: return enter()
        case .newline: edited.insert("\n")
        case .backspace: edited.deleteBackward()
        case .delete: edited.deleteForward()
        case .tab: complete(prompt)
        case .left: edited.move(by: -1)
        case .right: edited.move(by: 1)
        case .wordLeft, .alternate("b"): edited.moveWordBackward()
        case .wordRight, .alternate("f"): edited.moveWordForward()
        case .up: if !edited.moveLine(-1) { recall(-1) }
        case .down: if !edited.moveLine(1) { recall(1) }
        case .home, .control("a"): edited.moveToLineStart()
        case .end, .control("e"): edited.moveToLineEnd()
        case .control("b"): edited.move(by: -1)
        case .control("f"): edited.move(by: 1)
        case .control("p"): recall(-1)
        case .control("n"): recall(1)
        case .control("k"): edited.deleteToLineEnd()
        case .control("u"): edited.deleteToLineStart()
        case .control("w"): edited.deleteWordBackward()
        case .control("l"):
            StandardOutput.write("\u{1B}[H\u{1B}[2J")
            cursorRow = 0
        case .control("c"): return .cancelled
        case .control("d"):
            if edited.text.isEmpty { return .end }
            edited.deleteForward()
        case .paste: paste()
        case .control, .alternate, .other: break
        }
        return nil
    }

    /// Runs a whole cell from its last line; otherwise begins a new line. An empty last line runs the cell as it is.
    private mutating func enter() -> Entry? {
        let text = edited.text
        if text.allSatisfy(\.isWhitespace) { return .cell("") }
        let lines = edited.lines
        guard edited.position.line == lines.count - 1 else {
            edited.insert("\n")
            return nil
        }
        let endsEmpty = lines.count > 1 && lines.last!.allSatisfy(\.isWhitespace)
        guard !endsEmpty, let indent = continuation(text) else { return .cell(text) }
        edited.insert("\n" + indent)
        return nil
    }

    /// Takes pasted text, whose lines are no Enter keys.
    private mutating func paste() {
        while let key = terminal.readKey() {
            switch key {
            case .text(let text): edited.insert(text)
            case .enter: edited.insert("\n")
            case .tab: edited.insert("    ")
            default: return
            }
        }
    }

    private mutating func recall(_ step: Int) {
        let count = history.entries.count
        let index = (recalled?.index ?? count) + step
        guard (0...count).contains(index), index != recalled?.index, recalled != nil || step < 0 else { return }
        let draft = recalled?.draft ?? edited.text
        edited = EditedText(index == count ? draft : history.entries[index])
        recalled = index == count ? nil : (index, draft)
    }

    /// Completes the name before the cursor as far as all candidates agree, and shows them; indents where no name is.
    private mutating func complete(_ prompt: String) {
        let (line, column) = edited.position
        guard edited.lines[line].prefix(column).contains(where: { !$0.isWhitespace }) else {
            edited.insert(String(repeating: " ", count: 4 - column % 4))
            return
        }
        let (matches, range) = completions(edited.text, edited.scalarsBeforeCursor)
        guard let first = matches.first else { return }
        let common = matches.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        if common.unicodeScalars.count > range.count || matches.count == 1 {
            edited.replace(scalars: range, with: common)
        } else {
            leave(prompt)
            StandardOutput.write(columns(matches.prefix(100).map { $0 }) + (matches.count > 100 ? "…\n" : ""))
            cursorRow = 0
        }
    }

    private func columns(_ words: [String]) -> String {
        let width = (words.map(\.count).max() ?? 0) + 2
        let perLine = max(1, terminal.columns / width)
        return stride(from: 0, to: words.count, by: perLine).map { start in
            words[start..<min(start + perLine, words.count)].map {
                $0.padding(toLength: width, withPad: " ", startingAt: 0)
            }
            .joined() + "\n"
        }.joined()
    }

    // MARK: - Drawing

    /// Draws the text anew and puts the cursor where it belongs.
    private mutating func draw(_ prompt: String) {
        let width = terminal.columns
        let indent = String(repeating: " ", count: max(0, prompt.count - 5)) + "...: "
        var output = cursorRow > 0 ? "\u{1B}[\(cursorRow)A\r\u{1B}[J" : "\r\u{1B}[J"
        let (cursorLine, cursorColumn) = edited.position
        var row = 0
        var target = (row: 0, column: 0)
        for (number, line) in edited.lines.enumerated() {
            if number > 0 { output += "\n" }
            let mark = number == 0 ? prompt : indent
            output += (hasColours ? "\u{1B}[32m\(mark)\u{1B}[0m" : mark) + String(line)
            let columns = line.reduce(mark.count) { $0 + $1.columns }
            if number == cursorLine {
                let before = line.prefix(cursorColumn).reduce(mark.count) { $0 + $1.columns }
                target = (row + before / width, before % width)
            }
            // A line that fills its last row leaves the cursor there: the next row has to be begun.
            if columns > 0, columns % width == 0 { output += " \r" }
            row += columns / width + (number + 1 < edited.lines.count ? 1 : 0)
        }
        if row > target.row { output += "\u{1B}[\(row - target.row)A" }
        output += "\r" + (target.column > 0 ? "\u{1B}[\(target.column)C" : "")
        cursorRow = target.row
        StandardOutput.write(output)
    }

    /// Puts the cursor below the text.
    private mutating func leave(_ prompt: String) {
        edited.move(by: .max / 2)
        draw(prompt)
        StandardOutput.write("\n")
    }
}
