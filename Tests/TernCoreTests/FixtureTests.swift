import Testing
import Tern
import TernConformance

/// Every case of every family, one test a family: values, types, gradients and refusals as PyTorch's.
@Suite struct FixtureTests {
    @Test(arguments: FixtureFamily.cases("unary")) func unary(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("binary")) func binary(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("casts")) func casts(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("creation")) func creation(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("views")) func views(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("reductions")) func reductions(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("scans")) func scans(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("softmax")) func softmax(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("losses")) func losses(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("sorting")) func sorting(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("matmul")) func matmul(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("indexing")) func indexing(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("selecting")) func selecting(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("joining")) func joining(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("normalization")) func normalization(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("padding")) func padding(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("numerics")) func numerics(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("arranging")) func arranging(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("pooling")) func pooling(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("max_pooling")) func maxPooling(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("ctc")) func ctc(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("embedding_bags")) func embeddingBags(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("grids")) func grids(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("activations")) func activations(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("functions")) func functions(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("convolution")) func convolution(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("random_streams")) func randomStreams(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("autograd")) func programs(_ fixture: FixtureCase) { run(fixture) }
    @Test(arguments: FixtureFamily.cases("double_backward")) func doubleBackward(_ fixture: FixtureCase) {
        run(fixture)
    }

    /// Without this, a file that cannot be read would be a test without arguments.
    @Test(arguments: FixtureFamily.names) func isReadable(_ family: String) throws {
        #expect(try !FixtureFamily.load(family).cases.isEmpty)
    }

    /// Printed tensors show the name of the operation behind them: at least this share must have PyTorch's.
    @Test func operationNames() throws {
        var equal = 0
        var others: [String] = []
        for fixture in FixtureFamily.names.flatMap(FixtureFamily.cases) {
            guard case .tensors(let names, let gradients?, _) = fixture.expectation else { continue }
            guard let operation = Twins.all[fixture.operation] else { continue }
            let inputs = try fixture.differentiableInputs()
            let results = try operation(Call(inputs, fixture.arguments))
            for (name, function) in gradients.functions {
                guard let index = fixture.position(of: name, among: names), results.indices.contains(index) else {
                    continue
                }
                let found = results[index].gradFunctionName ?? "none"
                if found == function {
                    equal += 1
                } else {
                    others.append("\(fixture.testDescription): \(found), torch: \(function)")
                }
            }
        }
        let total = equal + others.count
        let summary = "\(equal) of \(total) operation names equal PyTorch's (\(equal * 100 / max(total, 1)) %)"
        print(summary, others.isEmpty ? "" : "; the others:\n" + others.joined(separator: "\n"))
        #expect(equal * 100 >= total * 95, Comment(rawValue: summary))
    }

    /// At least this share of the refused calls must be refused in PyTorch's exact words.
    @Test func errorMessages() throws {
        var equal = 0
        var others: [String] = []
        for fixture in FixtureFamily.names.flatMap(FixtureFamily.cases) {
            guard case .error(let message, let kind) = fixture.expectation else { continue }
            guard let error = try refusal(of: fixture) else { continue }
            if normalized(error.message) == normalized(message), error.kind.rawValue == kind {
                equal += 1
            } else {
                others.append(
                    "\(fixture.testDescription)\n  torch: \(kind): \(normalized(message))\n  Tern:  \(error.kind.rawValue): \(error.message)"
                )
            }
        }
        let total = equal + others.count
        let summary = "\(equal) of \(total) error messages equal PyTorch's (\(equal * 100 / max(total, 1)) %)"
        print(summary, others.isEmpty ? "" : "; the others:\n" + others.joined(separator: "\n"))
        #expect(equal * 100 >= total * 85, Comment(rawValue: summary))
    }
}
