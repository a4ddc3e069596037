import Tern
import TernCommand
import Testing

/// The comparison with PyTorch's stored results, on cells made of those results.
@Suite struct NotebookComparisonTests {
    private func cells(output: [Float]? = nil, changing text: (String) -> String = { $0 }) throws -> [NotebookRun.Cell]
    {
        try StoredResults.tensors.keys.sorted().map { name in
            var cell = NotebookRun.Cell(name: name, number: Int(name) ?? 0, isMain: true)
            cell.output = text(StoredResults.texts[name] ?? "")
            for stored in StoredResults.tensors[name] ?? [] {
                let values = stored.name == "output" ? output ?? stored.values : stored.values
                cell.tensors.append(try Tensor(values, shape: [values.count]))
            }
            return cell
        }
    }

    private var convolution: [Float] {
        StoredResults.tensors["2"]?.first { $0.name == "output" }?.values ?? []
    }

    @Test func equalResults() throws {
        let found = try NotebookComparison(of: cells())
        #expect(found.agrees)
        #expect(found.tensors == 5)
        #expect(found.numbers == 9840)
        #expect(found.equalBits == 9840)
        #expect(found.largestDifference == 0)
        #expect(found.lines > 400)
        #expect(found.differentLines == 0)
    }

    @Test func roundingIsWithinTheTolerance() throws {
        let found = try NotebookComparison(of: cells(output: convolution.map { $0.nextUp }))
        #expect(found.agrees)
        #expect(found.equalBits == 9840 - 5400)
        #expect(found.largestDifference > 0)
    }

    @Test(arguments: [1e-4, Float.nan, .infinity])
    func aWrongNumberIsFound(error: Float) throws {
        var values = convolution
        values[17] += error
        let found = try NotebookComparison(of: cells(output: values))
        #expect(found.disagreements == ["In [2]: output: 1 numbers"])
        let text = NotebookVerdict(found, seed: .default, language: .english).text
        #expect(text.contains("does NOT agree"))
    }

    @Test func missingNumbersAreFound() throws {
        #expect(try !NotebookComparison(of: cells(output: [])).agrees)
    }

    @Test(arguments: [
        ("-9.6291e-02", "-9.6292e-02", true), ("-9.6291e-02", "-9.6293e-02", false),
        ("-9.6291e-02", "-9.6291e-03", false),
        ("1.9159", "1.9160", true), ("1.9159", "1.9161", false), ("1.9159,", "1.9159;", false), ("...", "..", false),
        ("[1, 6, 30, 30]", "[1, 6, 30, 3]", false), ("tensor", "tenser", false), ("\n          ...,", "", false),
    ])
    func oneLastDigitMayDiffer(text: String, other: String, agrees: Bool) throws {
        let found = try NotebookComparison(of: cells { $0.replacing(text, with: other, maxReplacements: 1) })
        #expect(found.differentLines > 0 || !found.disagreements.isEmpty)
        #expect(found.agrees == agrees)
    }
}
