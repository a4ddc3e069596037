import Tern

extension BenchmarkSuite {
    static let networks: [BenchmarkCase] =
        [1, 16].map { inferenceCase("resnet18", $0, operations: 3.628e9) { resnet18() } }
        + [trainingCase(16)]
        + [1, 16].map { inferenceCase("mobilenet_v2", $0, operations: 0.602e9) { mobilenetV2() } }

    private static func inferenceCase(
        _ network: String, _ n: Int, operations: Double, _ make: @escaping @Sendable () -> any Module
    ) -> BenchmarkCase {
        BenchmarkCase(
            "\(network) N=\(n) inference", network, ["n": n, "training": 0], operations: operations * Double(n)
        ) {
            let net = make().eval()
            let x = Tensor.randn([n, 3, 224, 224])
            return { _ = try noGrad { try net(x) } }
        }
    }

    /// Forward pass, loss, backward pass and a step of SGD with momentum.
    private static func trainingCase(_ n: Int) -> BenchmarkCase {
        BenchmarkCase(
            "resnet18 N=\(n) training step", "resnet18", ["n": n, "training": 1], operations: 3 * 3.628e9 * Double(n)
        ) {
            let net = resnet18().train()
            let optimizer = try SGD(net.parameters, lr: 0.01, momentum: 0.9)
            let x = Tensor.randn([n, 3, 224, 224])
            let target = Tensor.randint(0, 1000, [n])
            return {
                optimizer.zeroGrad()
                try F.crossEntropy(net(x), target).backward()
                try optimizer.step()
            }
        }
    }
}
