import Foundation
import TernCommand
import Testing

/// The code that the notebook shows is the code that runs: the texts of the cells are read from the sources and compared.
/// `TERN_RECORD=1 swift test --filter NotebookSource` writes them anew, after a cell was changed.
@Suite struct NotebookSourceTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/TernCommand/Notebook/Cells")

    /// The cells of the sources, in the order in which they run.
    private static func cells() throws -> [(name: String, text: String)] {
        try ["Start", "Convolution", "Pooling", "Normalization"].flatMap { part in
            let url = folder.appendingPathComponent("\(part)Cells.swift")
            return Self.cells(in: try String(contentsOf: url, encoding: .utf8))
        }
    }

    /// A cell goes from its `cell(…)` line to the next one, or to the function's end or return.
    private static func cells(in source: String) -> [(name: String, text: String)] {
        var found: [(name: String, lines: [Substring])] = []
        var isInCell = false
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            if let match = line.wholeMatch(of: #/ {8}cell\((\d)(?:, "(\w)")?\)/#) {
                found.append(("\(match.1)\(match.2 ?? "")", []))
                isInCell = true
            } else if line == "    }" || line.hasPrefix("        return ") {
                isInCell = false
            } else if isInCell {
                found[found.count - 1].lines.append(line.dropFirst(8))
            }
        }
        return found.map { cell in
            let lines = cell.lines.reversed().drop(while: \.isEmpty).reversed()
            return (cell.name, lines.joined(separator: "\n"))
        }
    }

    @Test func shownCodeIsTheCodeThatRuns() throws {
        let cells = try Self.cells()
        #expect(Set(cells.map(\.name)).count == cells.count)
        if ProcessInfo.processInfo.environment["TERN_RECORD"] == "1" { try Self.record(cells) }
        #expect(NotebookRun.cellTexts.count == cells.count)
        for cell in cells { #expect(NotebookRun.cellTexts[cell.name] == cell.text, "In [\(cell.name)]") }
    }

    private static func record(_ cells: [(name: String, text: String)]) throws {
        let entries = cells.map { cell in
            let lines = cell.text.split(separator: "\n", omittingEmptySubsequences: false)
            let body = lines.map { $0.isEmpty ? "\n" : "            \($0)\n" }.joined()
            return "        \"\(cell.name)\": #\"\"\"\n\(body)            \"\"\"#,\n"
        }
        let text = """
            // swift-format-ignore-file
            // Written from the cells' own sources by `TERN_RECORD=1 swift test --filter NotebookSource`, which otherwise checks it.

            extension NotebookRun {
                /// The text of each cell, by its name: what the page shows as its code.
                package static let cellTexts: [String: String] = [
            \(entries.joined())    ]
            }

            """
        try text.write(to: folder.appendingPathComponent("CellTexts.swift"), atomically: true, encoding: .utf8)
    }

    @Test(arguments: NotebookLanguage.allCases)
    func everyExperimentIsExplained(language: NotebookLanguage) {
        let notes = NotebookNotes.in(language)
        let names = Set(NotebookRun.cellTexts.keys)
        let before = notes.parts.values.flatMap(\.before.keys)
        let after = notes.parts.values.flatMap(\.after.keys)
        #expect(Set(before) == names)
        #expect(names.subtracting(after) == ["1"])
        #expect(names.isSuperset(of: after))
        for (number, part) in notes.parts {
            #expect(
                (part.before.keys.map(\.first) + part.after.keys.map(\.first)).allSatisfy { $0 == "\(number)".first })
        }
    }

    /// Notes and code fit into 98 columns; Chinese characters take two.
    @Test(arguments: NotebookLanguage.allCases)
    func notesFitTheScreen(language: NotebookLanguage) {
        let notes = NotebookNotes.in(language)
        let parts = notes.parts.values
        let texts = parts.flatMap(\.before.values) + parts.flatMap(\.after.values) + parts.map(\.heading)
        for text in texts + [notes.introduction(seed: "18446744073709551615")] {
            for line in text.split(separator: "\n") {
                let width = line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
                #expect(width <= 96, "\(line)")
            }
        }
    }
}
