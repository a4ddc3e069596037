import Tern

/// The sizes of a square convolution.
struct ConvolutionShape {
    var inputs: Int
    var outputs: Int
    var kernel: Int
    var stride: Int
    var size: Int
    var groups = 1

    var padding: Int { kernel / 2 }
    var outputSize: Int { (size + 2 * padding - kernel) / stride + 1 }

    var name: String {
        let kind = groups == 1 ? "conv2d" : "depthwise"
        let step = stride == 1 ? "" : " stride \(stride)"
        return "\(kind) \(kernel)x\(kernel)\(step) \(inputs)->\(outputs) \(size)x\(size)"
    }

    func operations(_ n: Int) -> Double {
        2 * Double(n * outputSize * outputSize) * Double(outputs * inputs / groups * kernel * kernel)
    }

    /// What the forward pass reads and writes of images.
    func bytes(_ n: Int) -> Double {
        4 * Double(n * size * size * inputs + n * outputSize * outputSize * outputs)
    }

    static let threeByThree = [(64, 56), (128, 28), (256, 14), (512, 7)].map { channels, size in
        ConvolutionShape(inputs: channels, outputs: channels, kernel: 3, stride: 1, size: size)
    }
    static let oneByOne = [(256, 64), (64, 256)].map { inputs, outputs in
        ConvolutionShape(inputs: inputs, outputs: outputs, kernel: 1, stride: 1, size: 56)
    }
    static let strided = [
        ConvolutionShape(inputs: 3, outputs: 64, kernel: 7, stride: 2, size: 224),
        ConvolutionShape(inputs: 64, outputs: 128, kernel: 3, stride: 2, size: 56),
    ]
    static let depthwise = [
        ConvolutionShape(inputs: 144, outputs: 144, kernel: 3, stride: 1, size: 56, groups: 144),
        ConvolutionShape(inputs: 96, outputs: 96, kernel: 3, stride: 2, size: 112, groups: 96),
    ]
}

extension BenchmarkSuite {
    static let convolution: [BenchmarkCase] = {
        let plain = ConvolutionShape.threeByThree + ConvolutionShape.oneByOne + ConvolutionShape.strided
        let all = plain + ConvolutionShape.depthwise
        let forward = [16, 1].flatMap { n in all.map { forwardCase($0, n) } }
        let backwardInput = all.map { backwardCase($0, 16, ofWeight: false) }
        let backwardWeight = all.map { backwardCase($0, 16, ofWeight: true) }
        return forward + backwardInput + backwardWeight
    }()

    private static func forwardCase(_ shape: ConvolutionShape, _ n: Int) -> BenchmarkCase {
        convolutionCase(shape, n, "forward", pass: 0) {
            let x = try randomImages(n, shape.inputs, shape.size, shape.size)
            let layer = convolutionLayer(shape)
            return { _ = try noGrad { try layer(x) } }
        }
    }

    /// One gradient alone: that of the weight, or that of the input.
    private static func backwardCase(_ shape: ConvolutionShape, _ n: Int, ofWeight: Bool) -> BenchmarkCase {
        convolutionCase(shape, n, ofWeight ? "backward-weight" : "backward-input", pass: ofWeight ? 2 : 1) {
            let layer = convolutionLayer(shape)
            let images = try randomImages(n, shape.inputs, shape.size, shape.size)
            let weight = layer.weight.tensor.requiringGrad(ofWeight)
            let x = images.requiringGrad(!ofWeight)
            let y = try F.conv2d(
                x, weight, stride: shape.stride, padding: shape.padding, groups: shape.groups)
            let dy = try randomImages(n, shape.outputs, shape.outputSize, shape.outputSize)
            let input = ofWeight ? weight : x
            return { _ = try grad(outputs: [y], inputs: [input], gradientOutputs: [dy], retainGraph: true) }
        }
    }

    private static func convolutionLayer(_ shape: ConvolutionShape) -> Conv2d {
        Conv2d(
            shape.inputs, shape.outputs, kernelSize: shape.kernel, stride: shape.stride, padding: shape.padding,
            groups: shape.groups)
    }

    private static func convolutionCase(
        _ shape: ConvolutionShape, _ n: Int, _ passName: String, pass: Int,
        make: @escaping @Sendable () throws -> BenchmarkCase.Step
    ) -> BenchmarkCase {
        let isDepthwise = shape.groups > 1
        return BenchmarkCase(
            "\(shape.name) N=\(n) \(passName)", "conv2d",
            [
                "n": n, "inputs": shape.inputs, "outputs": shape.outputs, "kernel": shape.kernel,
                "stride": shape.stride,
                "padding": shape.padding, "size": shape.size, "groups": shape.groups, "pass": pass,
            ],
            operations: isDepthwise ? 0 : shape.operations(n), bytes: isDepthwise ? shape.bytes(n) : 0, make: make)
    }
}
