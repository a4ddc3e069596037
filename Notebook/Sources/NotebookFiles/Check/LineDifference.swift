/// Two texts line by line: what is only in one of them, with a little of what is around it.
package struct LineDifference {
    private enum Line {
        case same(Substring)
        case stored(Substring)
        case new(Substring)
    }

    /// Lines like `- stored`, `+ now`, and equal ones without a mark; empty if the texts are equal.
    package let text: String

    private static let context = 2
    private static let maximumWidth = 160
    private static let maximumSearch = 1000

    /// - Parameter maximumLines: what is shown of it. Default: 60 lines.
    package init(stored: String, new: String, maximumLines: Int = 60) {
        guard !stored.utf8.elementsEqual(new.utf8) else {
            text = ""
            return
        }
        let lines = Self.lines(
            stored.split(separator: "\n", omittingEmptySubsequences: false),
            new.split(separator: "\n", omittingEmptySubsequences: false))
        text = Self.shown(lines, maximumLines).joined(separator: "\n")
    }

    private static func lines(_ stored: [Substring], _ new: [Substring]) -> [Line] {
        // The search for the shortest difference takes the product of the lengths.
        guard max(stored.count, new.count) <= maximumSearch else {
            let same = zip(stored, new).prefix { $0.utf8.elementsEqual($1.utf8) }.count
            return stored[..<same].map(Line.same) + stored[same...].map(Line.stored) + new[same...].map(Line.new)
        }
        let changes = new.difference(from: stored) { $0.utf8.elementsEqual($1.utf8) }
        var (removed, inserted) = (Set<Int>(), Set<Int>())
        for change in changes {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var lines: [Line] = []
        var (old, now) = (0, 0)
        while old < stored.count || now < new.count {
            if removed.contains(old) {
                lines.append(.stored(stored[old]))
                old += 1
            } else if inserted.contains(now) {
                lines.append(.new(new[now]))
                now += 1
            } else {
                lines.append(.same(stored[old]))
                (old, now) = (old + 1, now + 1)
            }
        }
        return lines
    }

    private static func shown(_ lines: [Line], _ maximumLines: Int) -> [String] {
        let changed = lines.indices.filter { if case .same = lines[$0] { false } else { true } }
        var shown: [String] = []
        var last = -1
        for index in Set(changed.flatMap { ($0 - context)...($0 + context) }).sorted()
        where lines.indices.contains(index) {
            if index > last + 1 { shown.append("  …") }
            last = index
            switch lines[index] {
            case .same(let line): shown.append("    " + cut(line))
            case .stored(let line): shown.append("  - " + cut(line, like: counterpart(lines, index)))
            case .new(let line): shown.append("  + " + cut(line, like: counterpart(lines, index)))
            }
            if shown.count == maximumLines { return shown + ["  … (more lines differ)"] }
        }
        return shown
    }

    /// The line that a changed one stands for on the other side, where one line is replaced by one.
    private static func counterpart(_ lines: [Line], _ index: Int) -> Substring? {
        if case .stored = lines[index], lines.indices.contains(index + 1), case .new(let line) = lines[index + 1] {
            return line
        }
        if case .new = lines[index], index > 0, case .stored(let line) = lines[index - 1] { return line }
        return nil
    }

    /// A line too wide to read is cut to the part around the first letter that differs.
    private static func cut(_ line: Substring, like other: Substring? = nil) -> String {
        guard line.count > maximumWidth else { return String(line) }
        let same = other.map { zip(line, $0).prefix { $0 == $1 }.count } ?? 0
        let start = max(0, same - maximumWidth / 3)
        let part = line.dropFirst(start).prefix(maximumWidth)
        return (start > 0 ? "…" : "") + part + (part.endIndex < line.endIndex ? "…" : "")
    }
}
