import Foundation
import Tern
import TernConformance
import Testing

/// The checked-in cases of the three layers, written by Tools/fixtures/layers.py from PyTorch.
@Suite("conformance: the three layers")
struct LayerCasesTests {
    static let folders: [CaseFolder] = {
        let here = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return (try? CaseFolder.folders(at: here.appending(path: "Fixtures/layers").path)) ?? []
    }()

    @Test("every case gives PyTorch's results and gradients")
    func allPass() throws {
        let folder = try #require(LayerCasesTests.folders.first)
        #expect(folder.caseNames.count == 120)
        for name in folder.caseNames {
            let outcome = CaseOutcome.of(try ConformanceCase(folder: folder.url, name: name))
            guard case .passed(let comparisons) = outcome else {
                Issue.record("\(name): \(outcome)")
                continue
            }
            #expect(!comparisons.isEmpty)
        }
    }
}
