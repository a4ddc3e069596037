import Tern

extension BenchmarkSuite {
    static let pooling: [BenchmarkCase] = [(2, 0), (3, 1)].flatMap { kernel, padding in
        [false, true].map { poolingCase(kernel: kernel, padding: padding, backward: $0) }
    }

    /// A max pooling with stride 2 of 64 channels of 112x112, as after the first layer of a residual network.
    private static func poolingCase(kernel: Int, padding: Int, backward: Bool) -> BenchmarkCase {
        let (n, c, size) = (16, 64, 112)
        let pass = backward ? "backward" : "forward"
        let (input, output) = (Double(n * c * size * size), Double(n * c * size * size / 4))
        return BenchmarkCase(
            "max_pool2d \(kernel)x\(kernel) stride 2 \(c)ch \(size)x\(size) N=\(n) \(pass)", "max_pool2d",
            [
                "n": n, "channels": c, "size": size, "kernel": kernel, "stride": 2, "padding": padding,
                "backward": backward ? 1 : 0,
            ], bytes: 4 * (input + output)
        ) {
            let x = try randomImages(n, c, size, size)
            if !backward {
                return { _ = try noGrad { try F.maxPool2d(x, kernelSize: kernel, stride: 2, padding: padding) } }
            }
            let leaf = x.requiringGrad()
            let y = try F.maxPool2d(leaf, kernelSize: kernel, stride: 2, padding: padding)
            let dy = try randomImages(n, c, y.shape[2], y.shape[3])
            return { _ = try grad(outputs: [y], inputs: [leaf], gradientOutputs: [dy], retainGraph: true) }
        }
    }
}
