/// A text of one or more lines with a cursor.
struct EditedText: Equatable {
    private(set) var characters: [Character] = []
    /// The number of characters before the cursor.
    private(set) var cursor = 0

    init(_ text: String = "") {
        characters = Array(text)
        cursor = characters.count
    }

    var text: String { String(characters) }

    var lines: [ArraySlice<Character>] {
        characters.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The cursor's line, and its place in it.
    var position: (line: Int, column: Int) {
        let before = characters[..<cursor]
        let lineStart = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
        return (before.count { $0 == "\n" }, cursor - lineStart)
    }

    /// The number of Unicode scalars before the cursor.
    var scalarsBeforeCursor: Int { characters[..<cursor].reduce(0) { $0 + $1.unicodeScalars.count } }

    // MARK: - Changes

    mutating func insert(_ text: String) {
        let new = Array(text)
        // A combining mark may join the character before it: then the count grows by less.
        let before = Array(String(characters[..<cursor]) + String(new))
        characters = before + characters[cursor...]
        cursor = before.count
    }

    mutating func deleteBackward() {
        guard cursor > 0 else { return }
        // Within the indentation a whole step goes.
        let (_, column) = position
        let indent = characters[(cursor - column)..<cursor]
        let count = column > 0 && indent.allSatisfy { $0 == " " } ? (column - 1) % 4 + 1 : 1
        characters.removeSubrange((cursor - count)..<cursor)
        cursor -= count
    }

    mutating func deleteForward() {
        if cursor < characters.count { characters.remove(at: cursor) }
    }

    mutating func deleteToLineEnd() {
        let end = lineEnd
        characters.removeSubrange(cursor..<(end == cursor && end < characters.count ? end + 1 : end))
    }

    mutating func deleteToLineStart() {
        let start = lineStart
        characters.removeSubrange(start..<cursor)
        cursor = start
    }

    mutating func deleteWordBackward() {
        let end = cursor
        moveWordBackward()
        characters.removeSubrange(cursor..<end)
    }

    /// Replaces the scalars of a range, as completions name them, and puts the cursor behind.
    mutating func replace(scalars range: Range<Int>, with text: String) {
        let scalars = Array(String(characters).unicodeScalars)
        guard range.upperBound <= scalars.count else { return }
        func string(_ part: ArraySlice<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(part)) }
        let before = Array(string(scalars[..<range.lowerBound]) + text)
        characters = before + Array(string(scalars[range.upperBound...]))
        cursor = before.count
    }

    // MARK: - Moves

    mutating func move(by count: Int) { cursor = min(max(cursor + count, 0), characters.count) }

    mutating func moveToLineStart() { cursor = lineStart }

    mutating func moveToLineEnd() { cursor = lineEnd }

    mutating func moveWordBackward() {
        while cursor > 0, !characters[cursor - 1].isWord { cursor -= 1 }
        while cursor > 0, characters[cursor - 1].isWord { cursor -= 1 }
    }

    mutating func moveWordForward() {
        while cursor < characters.count, !characters[cursor].isWord { cursor += 1 }
        while cursor < characters.count, characters[cursor].isWord { cursor += 1 }
    }

    /// Moves to the line above or below; false where there is none.
    mutating func moveLine(_ step: Int) -> Bool {
        let (line, column) = position
        let lines = lines
        guard lines.indices.contains(line + step) else { return false }
        let target = lines[line + step]
        cursor = target.startIndex + min(column, target.count)
        return true
    }

    private var lineStart: Int { (characters[..<cursor].lastIndex(of: "\n") ?? -1) + 1 }
    private var lineEnd: Int { characters[cursor...].firstIndex(of: "\n") ?? characters.count }
}

extension Character {
    fileprivate var isWord: Bool { isLetter || isNumber || self == "_" }

    /// The columns that a terminal shows the character in.
    var columns: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: return 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
        }
    }
}
