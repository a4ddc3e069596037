import Foundation

/// Notes for terminals that are narrower than the lines they are written in.
enum NoteText {
    /// The note with its paragraphs broken anew where a line is too long. What is set in columns, and writing without blanks between
    /// words, stays as it is.
    static func fitted(_ note: String, to columns: Int) -> String {
        note.components(separatedBy: "\n\n").map { paragraph in
            let lines = paragraph.split(separator: "\n", omittingEmptySubsequences: false)
            let isText =
                lines.allSatisfy { ![" ", "-", "*", "|"].contains($0.first) }
                && !paragraph.contains("  ") && paragraph.unicodeScalars.allSatisfy { $0.value < 0x2E80 }
            guard isText, lines.contains(where: { $0.count > columns }) else { return paragraph }
            return broken(paragraph.split(whereSeparator: \.isWhitespace), columns)
        }.joined(separator: "\n\n")
    }

    private static func broken(_ words: [Substring], _ columns: Int) -> String {
        var lines: [String] = []
        for word in words {
            if let last = lines.last, last.count + 1 + word.count <= columns {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines.joined(separator: "\n")
    }
}
