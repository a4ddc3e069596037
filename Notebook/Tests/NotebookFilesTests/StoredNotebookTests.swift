import Foundation
import NotebookFiles
import Testing

/// The notebooks of the repository.
@Suite struct StoredNotebookTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../Notebooks").standardizedFileURL.path

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".ipynb") }.sorted()
    }()

    private func notebook(_ name: String) throws -> NotebookDocument {
        try NotebookDocument(path: "\(Self.folder)/\(name)")
    }

    /// Whoever only reads them sees every cell's outputs, in order and without an error.
    @Test(arguments: names) func ranAsAWhole(_ name: String) throws {
        let cells = try notebook(name).cells
        let code = cells.filter { $0.kind == .code }
        #expect(code.map(\.executionCount) == (1...code.count).map(Optional.some))
        #expect(
            code.flatMap(\.outputs).allSatisfy { output in
                switch output {
                case .error, .stream(name: "stderr", _): false
                default: true
                }
            })
        #expect(Set(cells.compactMap(\.id)).count == cells.count)
    }

    /// A notebook in another language has the same cells; only the text and what stands between quotes is translated.
    @Test func translationsHaveTheSameCells() throws {
        #expect(Self.names.contains("basic-components.zh.ipynb"))
        let (english, chinese) = (
            try notebook("basic-components.en.ipynb").cells, try notebook("basic-components.zh.ipynb").cells
        )
        #expect(english.map(\.id) == chinese.map(\.id))
        for (one, other) in zip(english, chinese) where one.kind == .code {
            #expect(withoutWords(one.source) == withoutWords(other.source))
        }
        // The headings' numbers are what the text refers to.
        #expect(headings(english) == headings(chinese))
    }

    private func withoutWords(_ code: String) -> String {
        code.replacing(#/"[^"]*"/#, with: #""""#)
    }

    private func headings(_ cells: [NotebookCell]) -> [String] {
        cells.filter { $0.kind == .markdown }.flatMap { cell in
            cell.source.split(separator: "\n").filter { $0.hasPrefix("#") }
                .map { String($0.prefix { "#. 0123456789".contains($0) }) }
        }
    }
}
