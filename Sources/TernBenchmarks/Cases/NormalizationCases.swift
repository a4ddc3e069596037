import Tern

extension BenchmarkSuite {
    static let normalization: [BenchmarkCase] = [(64, 112), (256, 56)].flatMap { channels, size in
        [false, true].map { batchNormCase(channels, size, backward: $0) }
    }

    /// Batch normalisation and ReLU in training. The forward pass reads the input twice and writes once; the backward one reads
    /// input and gradient twice and writes once.
    private static func batchNormCase(_ c: Int, _ size: Int, backward: Bool) -> BenchmarkCase {
        let n = 16
        let pass = backward ? "backward" : "forward"
        return BenchmarkCase(
            "batch_norm+relu training \(c)ch \(size)x\(size) N=\(n) \(pass)", "batch_norm_relu",
            ["n": n, "channels": c, "size": size, "backward": backward ? 1 : 0],
            bytes: 4 * Double(n * c * size * size) * (backward ? 5 : 3)
        ) {
            let x = try randomImages(n, c, size, size)
            let net = Sequential(BatchNorm2d(c), ReLU(inplace: true))
            if !backward { return { _ = try net(x) } }
            let leaf = x.requiringGrad()
            let y = try net(leaf)
            let dy = try randomImages(n, c, size, size)
            let inputs = [leaf] + net.parameters.map(\.tensor)
            return { _ = try grad(outputs: [y], inputs: inputs, gradientOutputs: [dy], retainGraph: true) }
        }
    }
}
