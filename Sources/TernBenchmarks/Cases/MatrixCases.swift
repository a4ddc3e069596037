import Tern

extension BenchmarkSuite {
    static let matrices: [BenchmarkCase] =
        [(512, 512, 512), (1024, 1024, 1024), (4096, 512, 64)].map(matmulCase) + [linearCase(512, 1000, n: 64)]

    private static func matmulCase(_ m: Int, _ k: Int, _ n: Int) -> BenchmarkCase {
        BenchmarkCase(
            "matmul \(m)x\(k)x\(n)", "matmul", ["m": m, "k": k, "n": n], operations: 2 * Double(m * k * n)
        ) {
            let (a, b) = (Tensor.randn([m, k]), Tensor.randn([k, n]))
            return { _ = try a.matmul(b) }
        }
    }

    private static func linearCase(_ inputs: Int, _ outputs: Int, n: Int) -> BenchmarkCase {
        BenchmarkCase(
            "linear \(inputs)->\(outputs) N=\(n) forward+backward", "linear",
            ["inputs": inputs, "outputs": outputs, "n": n], operations: 6 * Double(n * inputs * outputs)
        ) {
            let layer = Linear(inputs, outputs)
            let x = Tensor.randn([n, inputs]).requiringGrad()
            let dy = Tensor.randn([n, outputs])
            let leaves = [x] + layer.parameters.map(\.tensor)
            return { _ = try grad(outputs: [try layer(x)], inputs: leaves, gradientOutputs: [dy]) }
        }
    }
}
