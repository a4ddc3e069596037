import Tern

extension BenchmarkSuite {
    /// Where the time is that of the call rather than that of the arithmetic: the study notebook's layers.
    static let tiny: [BenchmarkCase] = [
        BenchmarkCase("tiny add 16", "tiny_add", ["count": 16]) {
            let (a, b) = (Tensor.randn([16]), Tensor.randn([16]))
            return { _ = try (a + b).validated() }
        },
        layerCase("conv2d 3->6 3x3", "tiny_conv2d") { Conv2d(3, 6, kernelSize: 3) },
        layerCase("max_pool2d 2x2", "tiny_max_pool2d") { MaxPool2d(kernelSize: 2) },
        layerCase("batch_norm training", "tiny_batch_norm") { BatchNorm2d(3) },
        BenchmarkCase("tiny LeNet 1x1x28x28 forward+backward", "tiny_lenet", ["n": 1]) {
            let net = leNet()
            let x = Tensor.randn([1, 1, 28, 28])
            let parameters = net.parameters.map(\.tensor)
            return { _ = try grad(outputs: [net(x).sum()], inputs: parameters) }
        },
    ]

    private static func layerCase(
        _ name: String, _ operation: String, _ layer: @escaping @Sendable () -> any Module
    ) -> BenchmarkCase {
        BenchmarkCase("tiny \(name) 1x3x32x32 forward", operation, ["size": 32]) {
            let x = Tensor.randn([1, 3, 32, 32])
            let layer = layer()
            return { _ = try noGrad { try layer(x) } }
        }
    }

    private static func leNet() -> Sequential {
        Sequential {
            Conv2d(1, 6, kernelSize: 5, padding: 2)
            ReLU()
            MaxPool2d(kernelSize: 2)
            Conv2d(6, 16, kernelSize: 5)
            ReLU()
            MaxPool2d(kernelSize: 2)
            Flatten()
            Linear(400, 120)
            ReLU()
            Linear(120, 84)
            ReLU()
            Linear(84, 10)
        }
    }
}
