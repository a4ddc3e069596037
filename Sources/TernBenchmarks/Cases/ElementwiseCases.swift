import Tern

extension BenchmarkSuite {
    /// Ten million elements: what memory can deliver.
    private static let count = 10_000_000

    static let elementwise: [BenchmarkCase] = [
        elementwiseCase("add", arrays: 3) { a, b in { _ = try (a + b).validated() } },
        elementwiseCase("relu", arrays: 2) { a, _ in { _ = a.relu() } },
        elementwiseCase("exp", arrays: 2) { a, _ in { _ = a.exp() } },
        elementwiseCase("tanh", arrays: 2) { a, _ in { _ = a.tanh() } },
        elementwiseCase("sigmoid", arrays: 2) { a, _ in { _ = a.sigmoid() } },
        elementwiseCase("sum", arrays: 1) { a, _ in { _ = a.sum() } },
        elementwiseCase("softmax", arrays: 2) { a, _ in
            let rows = try a.view([10_000, 1000])
            return { _ = try rows.softmax(dim: 1) }
        },
        crossEntropyCase,
    ]

    private static func elementwiseCase(
        _ operation: String, arrays: Int,
        _ make: @escaping @Sendable (Tensor, Tensor) throws -> BenchmarkCase.Step
    ) -> BenchmarkCase {
        BenchmarkCase(
            "\(operation) 10M", operation, ["count": count], bytes: 4 * Double(arrays * count)
        ) { try make(Tensor.randn([count]), Tensor.randn([count])) }
    }

    /// The loss and its gradient.
    private static let crossEntropyCase = BenchmarkCase(
        "cross_entropy 10M forward+backward", "cross_entropy", ["rows": 10_000, "classes": 1000],
        bytes: 12 * Double(count)
    ) {
        let scores = Tensor.randn([10_000, 1000]).requiringGrad()
        let target = Tensor.randint(0, 1000, [10_000])
        return { _ = try grad(F.crossEntropy(scores, target), scores) }
    }
}
