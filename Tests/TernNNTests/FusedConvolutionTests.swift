import Tern
import TernNN
import Testing

/// The fused pass against the layers one after the other.
@Suite struct FusedConvolutionTests {
    /// One convolution and an input for it.
    struct Case: CustomTestStringConvertible, Sendable {
        var channels: Int
        var outChannels: Int
        var kernel = 3
        var stride = 1
        var groups = 1
        var bias = true
        var image = [9, 11]

        var testDescription: String { "\(channels) to \(outChannels), \(kernel), \(stride), \(groups), \(image)" }
    }

    static let cases = [
        Case(channels: 3, outChannels: 8, kernel: 7, stride: 2), Case(channels: 32, outChannels: 32, bias: false),
        Case(channels: 16, outChannels: 48, image: [18, 7]), Case(channels: 24, outChannels: 40, kernel: 1),
        Case(channels: 20, outChannels: 20, groups: 20), Case(channels: 20, outChannels: 20, stride: 2, groups: 20),
        Case(channels: 12, outChannels: 18, groups: 3), Case(channels: 5, outChannels: 7, kernel: 2, stride: 3),
        Case(channels: 3, outChannels: 5, bias: false, image: [3, 3]),
    ]

    private func conv(_ test: Case) -> Conv2d {
        Conv2d(
            test.channels, test.outChannels, kernelSize: test.kernel, stride: test.stride, padding: 1,
            groups: test.groups, bias: test.bias)
    }

    private func norm(_ channels: Int) -> BatchNorm2d {
        let norm = BatchNorm2d(channels)
        norm.weight?.tensor = Tensor.randn([channels])
        norm.bias?.tensor = Tensor.randn([channels])
        norm.runningMean?.tensor = Tensor.randn([channels])
        norm.runningVar?.tensor = Tensor.rand([channels]) + 0.5
        norm.eval()
        return norm
    }

    private func expectClose(_ got: Tensor, _ expected: Tensor) throws {
        try #require(got.shape == expected.shape)
        let scale = try expected.abs().max().item() + 1
        #expect(try (got - expected).abs().max().item() <= 1e-5 * scale)
    }

    @Test(arguments: cases) func agreesWithTheLayers(_ test: Case) throws {
        manualSeed(1)
        let (conv, norm) = (conv(test), norm(test.outChannels))
        let x = Tensor.randn([2, test.channels] + test.image)
        try noGrad {
            let residual = try Tensor.randn(conv(x).shape)
            let inputs = [x, try x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2)]
            for input in inputs {
                for activation in [FusedActivation.identity, .relu, .relu6] {
                    for (norm, residual) in [(nil, nil), (norm, nil), (nil, residual), (norm, residual)] {
                        let call = FusedConvolution(conv: conv, norm: norm, residual: residual, activation: activation)
                        let got = try #require(try call.fused(input))
                        try expectClose(got, call.layerByLayer(input))
                    }
                }
            }
        }
    }

    @Test func leavesToTheLayersWhatItDoesNotCover() throws {
        let (conv, norm, x) = (Conv2d(4, 4, kernelSize: 3), norm(4), Tensor.randn([1, 4, 5, 6]))
        func fuses(_ x: Tensor, _ norm: BatchNorm2d?, residual: Tensor? = nil) throws -> Bool {
            let call = FusedConvolution(conv: conv, norm: norm, residual: residual, activation: .relu)
            return try call.fused(x) != nil
        }
        // Gradients are recorded.
        #expect(try !fuses(x, norm))
        try noGrad { () throws in
            #expect(try fuses(x, norm))
            #expect(try !fuses(x.squeeze(0), norm))
            #expect(try !fuses(x.to(.float64), norm))
            // A residual that would be broadcast.
            #expect(try !fuses(x, nil, residual: Tensor.randn([1, 4, 1, 1])))
            // A mean a thousand times the spread.
            norm.runningMean?.tensor = Tensor.ones([4]) * 1000
            #expect(try !fuses(x, norm))
            norm.train()
            #expect(try !fuses(x, norm))
        }
    }

    @Test func keepsNotANumber() throws {
        let conv = Conv2d(16, 16, kernelSize: 3)
        let x = Tensor.full([1, 16, 3, 3], Double.nan)
        let y = try noGrad { try fusedConvolution(conv, activation: .relu6, x) }
        #expect(try y.isNaN().all().item() == 1)
    }

    @Test func throwsWhatTheLayersThrow() throws {
        let conv = Conv2d(4, 4, kernelSize: 3)
        let x = Tensor.randn([1, 3, 5, 6])
        let expected = #expect(throws: TensorError.self) { try conv(x) }
        let got = #expect(throws: TensorError.self) { try noGrad { try fusedConvolution(conv, activation: .relu, x) } }
        #expect(got?.description == expected?.description)
    }

    @Test func sequentialGivesTheSameInOnePass() throws {
        manualSeed(2)
        let net = Sequential {
            Conv2d(3, 16, kernelSize: 3, padding: 1, bias: false)
            BatchNorm2d(16)
            ReLU()
            Conv2d(16, 16, kernelSize: 3)
            ReLU6()
            Conv2d(16, 4, kernelSize: 1)
            MaxPool2d(kernelSize: 2)
        }
        let x = Tensor.randn([3, 3, 10, 13])
        _ = try net(x)
        net.eval()
        let expected = try net.modules.reduce(x) { try $1(($0)) }
        try expectClose(try noGrad { try net(x) }, expected.detach())
        // With gradients recorded the layers run as they are, to the last bit.
        #expect(try net(x).equal(expected))
    }
}
