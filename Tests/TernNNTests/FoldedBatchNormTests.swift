import Tern
import TernNN
import Testing

/// Batch normalisation folded into the convolution before it: its values, and that no change of a tensor goes unseen.
@Suite struct FoldedBatchNormTests {
    private let x: Tensor
    private let conv: Conv2d
    private let norm: BatchNorm2d

    init() {
        manualSeed(8)
        x = Tensor.randn([2, 6, 9, 7])
        conv = Conv2d(6, 21, kernelSize: 3, padding: 1)
        norm = FoldedBatchNormTests.trained(BatchNorm2d(21))
    }

    private static func trained(_ norm: BatchNorm2d) -> BatchNorm2d {
        let shape = [norm.numFeatures]
        norm.weight?.tensor = Tensor.randn(shape)
        norm.bias?.tensor = Tensor.randn(shape)
        norm.runningMean?.tensor = Tensor.randn(shape)
        norm.runningVar?.tensor = Tensor.rand(shape) + 0.01
        norm.eval()
        return norm
    }

    /// Whether the pass is fused, and how far from the layers in float64 its result is, in units of the largest value.
    private func error(_ norm: BatchNorm2d) throws -> Double {
        try noGrad { () throws in
            let got = try #require(
                try FusedConvolution(conv: conv, norm: norm, residual: nil, activation: .identity).fused(x))
            let y = try F.conv2d(
                x.to(.float64), conv.weight.tensor.to(.float64), conv.bias?.tensor.to(.float64), padding: 1)
            let mean = try norm.runningMean?.tensor.to(.float64), variance = try norm.runningVar?.tensor.to(.float64)
            let expected = try F.batchNorm(
                y, runningMean: mean.map { Buffer($0) }, runningVar: variance.map { Buffer($0) },
                weight: norm.weight?.tensor.to(.float64), bias: norm.bias?.tensor.to(.float64), eps: norm.eps)
            return try ((got - expected).abs().max() / expected.abs().max()).item()
        }
    }

    @Test func equalsTheNormalisation() throws {
        #expect(try error(norm) < 1e-6)
        for other in [BatchNorm2d(21, affine: false), BatchNorm2d(21, eps: 0.5), BatchNorm2d(21, bias: false)] {
            #expect(try error(Self.trained(other)) < 1e-6)
        }
    }

    @Test func readsTensorsOfAnyStride() throws {
        let columns = Tensor.rand([21, 5]) + 0.1
        // The second time other columns of the same memory.
        for first in 0..<2 {
            func column(_ place: Int) -> Tensor { columns[0..., (first + place) % 5] }
            norm.weight?.tensor = column(0)
            norm.bias?.tensor = column(1)
            norm.runningMean?.tensor = column(2)
            norm.runningVar?.tensor = column(3)
            conv.bias?.tensor = column(4)
            #expect(try error(norm) < 1e-6)
        }
    }

    /// Results differ after every change, and are what fresh layers give.
    @Test func seesEveryChange() throws {
        func write(_ tensor: inout Tensor) { tensor[3] = Tensor(2.5) }
        let changes: [(String, () throws -> Void)] = [
            ("weight", { try write(&#require(norm.weight).tensor) }),
            ("bias", { try write(&#require(norm.bias).tensor) }),
            ("running_mean", { try write(&#require(norm.runningMean).tensor) }),
            ("running_var", { try write(&#require(norm.runningVar).tensor) }),
            ("conv.bias", { try write(&#require(conv.bias).tensor) }),
            ("conv.weight", { conv.weight.tensor[3] = Tensor.randn([6, 3, 3]) }),
            (
                "state dict",
                {
                    var state = norm.stateDict
                    state["running_mean"] = Tensor.randn([21])
                    try norm.loadStateDict(state)
                }
            ),
            (
                "training",
                {
                    norm.train()
                    _ = try norm(conv(x))
                    norm.eval()
                }
            ),
        ]
        func result() throws -> Tensor {
            try noGrad { try fusedConvolution(conv, norm, activation: .identity, x) }
        }
        for (name, change) in changes {
            // Twice: what could be kept of the first pass is used by the second.
            let before = [try result(), try result()][1]
            try noGrad { try change() }
            #expect(try !result().equal(before), "\(name)")
            #expect(try error(norm) < 1e-6, "\(name)")
        }
    }

    @Test(arguments: [DType.float64, .bfloat16, .float16]) func leavesOtherTypesToTheLayers(_ dtype: DType) throws {
        let (conv, norm, x) = (try conv.to(dtype), try norm.to(dtype), try x.to(dtype))
        try noGrad { () throws in
            let fused = try fusedConvolution(conv, norm, activation: .relu, x)
            #expect(fused.dtype == dtype)
            #expect(try fused.equal(norm(conv(x)).relu()))
        }
    }

    @Test func leavesWhatIsNotANumberToTheLayers() throws {
        norm.runningVar?.tensor = Tensor.ones([21]) * -1
        try noGrad { () throws in
            let call = FusedConvolution(conv: conv, norm: norm, residual: nil, activation: .identity)
            #expect(try call.fused(x) == nil)
        }
    }

    @Test func sequentialTakesASumAlong() throws {
        let net = Sequential(Conv2d(6, 12, kernelSize: 1), ReLU6(), Conv2d(12, 6, kernelSize: 1), trainedOfSix())
        let expected = try x + net(x)
        // With gradients recorded it is the plain sum, to the last bit.
        #expect(try net.forward(x, addedTo: x).equal(expected))
        try noGrad { () throws in
            let got = try net.forward(x, addedTo: x)
            #expect(try (got - expected).abs().max().item() < 1e-5)
            var calls = 0
            let handle = net.modules[3].registerForwardHook { _, _, _ in
                calls += 1
                return nil
            }
            #expect(try (net.forward(x, addedTo: x) - expected).abs().max().item() < 1e-5)
            #expect(calls == 1)
            handle.remove()
        }
    }

    private func trainedOfSix() -> BatchNorm2d { Self.trained(BatchNorm2d(6)) }
}
