import Foundation
import Tern
import TernConformance
import Testing

/// Cases from PyTorch's own test databases: one of each kind, and those that have found mistakes. Written by Tools/conformance.
@Suite("conformance: PyTorch's test databases")
struct DrawnCasesTests {
    static let folder: CaseFolder? = {
        let here = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try? CaseFolder.folders(at: here.appending(path: "Fixtures/drawn").path).first
    }()

    @Test("there are many")
    func areThere() { #expect((DrawnCasesTests.folder?.caseNames.count ?? 0) > 150) }

    @Test("gives PyTorch's results, gradients and refusals", arguments: folder?.caseNames ?? [])
    func passes(_ name: String) throws {
        let url = try #require(DrawnCasesTests.folder).url
        let item = try ConformanceCase(folder: url, name: name)
        // Layers draw initial values, and other tests draw at the same time.
        switch Generator.withDefault(Generator(seed: 0), { CaseOutcome.of(item) }) {
        case .passed(let comparisons): #expect(!comparisons.isEmpty)
        case .refused: break
        case .failed(let texts): Issue.record("\(name): \(texts.joined(separator: "\n"))")
        case .skipped: Issue.record("\(name) has no Swift twin")
        }
    }
}
