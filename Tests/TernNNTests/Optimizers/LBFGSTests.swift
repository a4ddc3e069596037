import Foundation
import Tern
import Testing

/// Five steps of L-BFGS in a curved valley against torch's.
@Suite struct LBFGSTests {
    private static let cases: [JSON] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/optimizers.json")
        return ((try? JSON.parse(Data(contentsOf: file)))?["lbfgs"]?.array) ?? []
    }()

    @Test func fixturesAreThere() { #expect(LBFGSTests.cases.count == 7) }

    @Test(arguments: LBFGSTests.cases) func fiveStepsAreTorchs(_ example: JSON) throws {
        let arguments = example["args"] ?? .object([])
        let isNegated = arguments["maximize"]?.bool ?? false
        let p = Parameter(Tensor([-1.5, 2.0], dtype: .float64))
        let q = Parameter(Tensor([3.0], dtype: .float64))
        func make() throws -> LBFGS {
            try LBFGS(
                [p, q], lr: arguments["lr"]?.double.map { Scalar.double($0) } ?? .int(1),
                maxIter: arguments["max_iter"]?.int ?? 20, maxEval: arguments["max_eval"]?.int,
                historySize: arguments["history_size"]?.int ?? 100,
                lineSearch: arguments["line_search_fn"] == nil ? nil : .strongWolfe, maximize: isNegated)
        }
        var optimizer = try make()
        #expect("\(optimizer)" == example["text"]?.string)
        let losses = try (0..<5).map { step in
            if step == 3 {
                let successor = try make()
                try successor.loadStateDict(optimizer.stateDict())
                optimizer = successor
            }
            return try optimizer.step {
                optimizer.zeroGrad()
                let loss = try valley(p.tensor, q.tensor) * (isNegated ? -1 : 1)
                try loss.backward()
                return loss
            }.item()
        }
        let end = try p.tensor.array(of: Double.self) + q.tensor.array(of: Double.self)
        let record = try #require(optimizer.stateDict().state[0])
        #expect(record.keys.sorted() == example["keys"]?.strings)
        let counts = ["func_evals", "n_iter"].compactMap { record[$0]?.intValue }
        #expect(counts == example["counts"]?.ints)
        for (found, expected) in [(losses, example["losses"]), (end, example["end"])] {
            let values = expected?.array?.compactMap(\.double) ?? []
            #expect(found.count == values.count)
            let largest = zip(found, values).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
            #expect(largest < 1e-7, "\(found), torch \(values)")
        }
    }

    @Test func useWithoutAClosureOrWithGroupsIsRefused() throws {
        let parameter = Parameter(.zeros([1]))
        #expect(throws: TensorError.self) { try LBFGS([parameter]).step() }
        #expect(throws: TensorError.self) {
            try LBFGS([ParameterGroup([parameter]), ParameterGroup([Parameter(.zeros([1]))])])
        }
    }

    private func valley(_ p: Tensor, _ q: Tensor) throws -> Tensor {
        let product = try p[0].mul(p[1])
        let bend = try (q - product).square().sum() * 10
        return try (1 - p).square().sum().add(bend).add(p.pow(4).sum() * 0.1)
    }
}
