import Tern

extension BenchmarkSuite {
    static let optimization: [BenchmarkCase] = [
        optimizerCase("sgd", arrays: 5) { try SGD($0, lr: 1e-3, momentum: 0.9) },
        optimizerCase("adam", arrays: 7) { try Adam($0) },
        optimizerCase("adamw", arrays: 7) { try AdamW($0) },
    ]

    /// One step on one parameter of ten million numbers.
    private static func optimizerCase(
        _ operation: String, arrays: Int, _ make: @escaping @Sendable ([Parameter]) throws -> Optimizer
    ) -> BenchmarkCase {
        let count = 10_000_000
        return BenchmarkCase(
            "\(operation) step 10M", operation, ["count": count], bytes: 4 * Double(arrays * count)
        ) {
            let parameter = Parameter(Tensor.randn([count]))
            parameter.grad = Tensor.randn([count])
            let optimizer = try make([parameter])
            return { try optimizer.step() }
        }
    }
}
