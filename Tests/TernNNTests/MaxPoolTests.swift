import Tern
import TernNN
import Testing

/// Max pooling without indices notes winners in another way: same values, same gradients, same second derivatives.
@Suite struct MaxPoolTests {
    struct Setting: CustomTestStringConvertible {
        var shape = [2, 3, 9, 11]
        var kernel = [2, 2]
        var stride: Int? = 2
        var padding = 0
        var dilation = 1
        var ceilMode = false
        var dtype = DType.float32
        var isChannelsLast = true
        var testDescription: String {
            "\(shape) \(kernel) stride \(stride ?? 0) padding \(padding) dilation \(dilation) ceil \(ceilMode) \(dtype) channels last \(isChannelsLast)"
        }
    }

    static let settings: [Setting] = [
        Setting(), Setting(kernel: [3, 3], padding: 1), Setting(kernel: [3, 3], stride: 1, padding: 1),
        Setting(shape: [2, 37, 9, 11], kernel: [3, 2], padding: 1, ceilMode: true),
        Setting(shape: [1, 70, 12, 9], kernel: [2, 3], stride: 1, dilation: 3),
        Setting(kernel: [3, 3], stride: 3, padding: 1, dilation: 4), Setting(shape: [3, 9, 11], kernel: [4, 1]),
        Setting(shape: [1, 2, 20, 20], kernel: [16, 15], stride: 1),
        Setting(shape: [1, 2, 20, 20], kernel: [16, 16], stride: 1),
        Setting(dtype: .float64), Setting(kernel: [3, 3], padding: 1, dtype: .float16),
    ].flatMap { setting in
        [true, false].map { isChannelsLast in
            var setting = setting
            setting.isChannelsLast = isChannelsLast
            return setting
        }
    }

    private static func input(_ setting: Setting) throws -> Tensor {
        // Few different values: ties must go to the first.
        let s = setting.shape
        let moved =
            setting.isChannelsLast ? Array(s.dropLast(3)) + [s[s.count - 2], s[s.count - 1], s[s.count - 3]] : s
        let values = (Tensor.randn(moved, generator: Generator(seed: 1)) * 2).round()
        let x = try setting.isChannelsLast ? values.moveDim(-1, to: -3) : values
        return try x.to(setting.dtype)
    }

    private static func results(_ setting: Setting, indexed: Bool) throws -> [Tensor] {
        func pool(_ x: Tensor) throws -> Tensor {
            let (size, step) = (Size.each(setting.kernel), setting.stride.map(Size.all))
            if indexed {
                return try F.maxPool2dWithIndices(
                    x, kernelSize: size, stride: step, padding: setting.padding, dilation: setting.dilation,
                    ceilMode: setting.ceilMode
                ).output
            }
            return try F.maxPool2d(
                x, kernelSize: size, stride: step, padding: setting.padding, dilation: setting.dilation,
                ceilMode: setting.ceilMode)
        }
        let x = try input(setting).requiringGrad()
        let y = try pool(x)
        let weight = Tensor.randn(y.shape, generator: Generator(seed: 2))
        let once = try grad(y.mul(weight.to(y.dtype)).sum(), x)
        let loss = try pool(x).square().maskedFill(y.isInf(), 0).sum()
        let first = try grad(loss, x, createGraph: true)
        return try [y.detach(), once, first.detach(), grad(first.square().sum(), x), pool(x.detach())]
    }

    @Test(arguments: settings) func sameAsWithIndices(_ setting: Setting) throws {
        let indexed = try MaxPoolTests.results(setting, indexed: true)
        let noted = try MaxPoolTests.results(setting, indexed: false)
        let isSame = try zip(indexed, noted).map { try $0.equal($1) }
        #expect(isSame.allSatisfy { $0 }, "\(isSame)")
    }

    @Test func aNaNWins() throws {
        let x = try Tensor([1, .nan, 3, 2] as [Float]).reshape([1, 1, 2, 2]).requiringGrad()
        let y = try F.maxPool2d(x, kernelSize: 2)
        try y.sum().backward()
        #expect(try y.item().isNaN && x.grad?.flatten().array() == [0, 1, 0, 0])
    }
}
