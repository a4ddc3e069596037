import Tern
import TernNN
import Testing

/// A normalisation with the sum and the activation behind it gives the bits of the separate steps, results and gradients.
@Suite struct FusedBatchNormTests {
    struct Setting: CustomTestStringConvertible {
        var shape: [Int]
        var dtype = DType.float32
        var activation = FusedActivation.relu
        var hasResidual = false
        var training = true
        var isChannelsLast = true
        var testDescription: String {
            "\(shape) \(dtype) \(activation) residual \(hasResidual) training \(training) channels last \(isChannelsLast)"
        }
    }

    static let settings: [Setting] = {
        var settings: [Setting] = []
        for shape in [[2, 3, 4, 5], [3, 37, 9, 13], [1, 1, 2, 3], [0, 3, 4, 5]] {
            for activation in [FusedActivation.relu, .relu6] {
                for (hasResidual, training) in [(false, true), (true, true), (false, false), (true, false)] {
                    for isChannelsLast in [true, false] {
                        settings.append(
                            Setting(
                                shape: shape, activation: activation, hasResidual: hasResidual, training: training,
                                isChannelsLast: isChannelsLast))
                    }
                }
            }
        }
        for dtype in [DType.float64, .float16, .bfloat16] {
            settings.append(Setting(shape: [2, 3, 4, 5], dtype: dtype))
            settings.append(Setting(shape: [2, 3, 4, 5], dtype: dtype, hasResidual: true))
        }
        return settings
    }()

    private static func image(_ setting: Setting, _ seed: UInt64) throws -> Tensor {
        let s = setting.shape
        let order = setting.isChannelsLast ? [s[0], s[2], s[3], s[1]] : s
        let values = Tensor.randn(order, dtype: .float32, generator: Generator(seed: seed)) * 4
        let image = try setting.isChannelsLast ? values.permute(0, 3, 1, 2) : values
        return try image.to(setting.dtype)
    }

    /// The result, and the gradients of input, weight, bias and residual.
    private static func results(_ setting: Setting, fused: Bool) throws -> [Tensor] {
        let norm = try BatchNorm2d(setting.shape[1]).to(setting.dtype)
        norm.weight?.tensor = try Tensor.rand([setting.shape[1]], generator: Generator(seed: 3)).to(setting.dtype)
            .requiringGrad()
        norm.training = setting.training
        let x = try image(setting, 1).requiringGrad()
        let residual = setting.hasResidual ? try image(setting, 2).requiringGrad() : nil
        let y: Tensor
        if fused {
            y = try norm.forward(x, residual: residual, activation: setting.activation)
        } else {
            var sum = try norm(x)
            if let residual { sum = try sum + residual }
            y = try setting.activation(sum)
        }
        try y.backward(gradient: image(setting, 4))
        let leaves = [x, norm.weight?.tensor, norm.bias?.tensor, residual].compactMap { $0 }
        return try [y.detach()] + leaves.map { try #require($0.grad) }
    }

    @Test(arguments: settings) func sameBitsAsSeparateSteps(_ setting: Setting) throws {
        let separate = try FusedBatchNormTests.results(setting, fused: false)
        let fused = try FusedBatchNormTests.results(setting, fused: true)
        let isSame = try zip(separate, fused).map { try $0.equal($1) }
        #expect(isSame.allSatisfy { $0 } && separate.count == fused.count, "\(isSame)")
    }

    @Test(arguments: [false, true]) func gradientsAreRight(_ hasResidual: Bool) throws {
        let norm = try BatchNorm2d(2, trackRunningStats: false).to(.float64)
        let generator = Generator(seed: 5)
        let x = Tensor.randn([2, 2, 3, 2], dtype: .float64, requiresGrad: true, generator: generator)
        let other = Tensor.randn([2, 2, 3, 2], dtype: .float64, requiresGrad: true, generator: generator)
        let isRight = try gradCheck(hasResidual ? [x, other] : [x]) {
            [try norm.forward($0[0], residual: hasResidual ? $0[1] : nil, activation: .relu)]
        }
        #expect(isRight)
    }

    @Test func secondDerivativesAreThoseOfTheSteps() throws {
        func second(_ fused: Bool) throws -> Tensor {
            let norm = try BatchNorm2d(2).to(.float64)
            let x = Tensor.randn([2, 2, 3, 2], dtype: .float64, requiresGrad: true, generator: Generator(seed: 6))
            let y = fused ? try norm.forward(x, residual: nil, activation: .relu) : try norm(x).relu()
            return try grad(grad(y.square().sum(), x, createGraph: true).square().sum(), x)
        }
        #expect(try second(true).allClose(second(false), rtol: 1e-12, atol: 1e-13))
    }

    @Test func sequentialJoinsTheSteps() throws {
        let x = Tensor.randn([3, 4, 5, 6], requiresGrad: true, generator: Generator(seed: 8))
        let net = Sequential(BatchNorm2d(4), ReLU(inplace: true), BatchNorm2d(4), ReLU6())
        let y = try net(x)
        #expect(y.gradFunctionName == "HardtanhBackward0")
        let (first, second) = (BatchNorm2d(4), BatchNorm2d(4))
        let expected = try F.relu6(second(first(x).relu()))
        #expect(try y.equal(expected))
    }

    @Test func aResidualOfAnotherShapeStillBroadcasts() throws {
        let x = Tensor.randn([3, 4, 5, 6], generator: Generator(seed: 9))
        let residual = Tensor.randn([4, 1, 1], generator: Generator(seed: 10))
        let fused = try BatchNorm2d(4).forward(x, residual: residual, activation: .relu)
        #expect(try fused.equal((BatchNorm2d(4)(x) + residual).relu()))
    }
}
