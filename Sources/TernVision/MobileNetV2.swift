import TernCore
import TernNN

/// A small network for images: inverted residual blocks, which widen the channels, filter each by itself and narrow them again.
///
/// Shapes: [N, 3, H, W] -> [N, numClasses]; H and W are divided by 32 on the way.
///
/// Names, state-dict keys, initial weights for a seed and printed text are torchvision's.
///
/// - Source: `torchvision.models.MobileNetV2`; M. Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", 2018.
public final class MobileNetV2: Module {
    let features: Sequential
    let classifier: Sequential

    /// A network with freshly drawn weights.
    ///
    /// - Parameters:
    ///   - numClasses: numbers in the result. Default 1000.
    ///   - widthMultiplier: scales the channels of every layer. Default 1.
    ///   - dropout: the share of features that training hides from the classifier. Default 0.2.
    public init(numClasses: Int = 1000, widthMultiplier: Double = 1, dropout: Double = 0.2) {
        var channels = divisible(32 * widthMultiplier)
        let lastChannels = divisible(1280 * max(1, widthMultiplier))
        var layers: [any Module] = [Conv2dNormActivation(3, channels, kernelSize: 3, stride: 2)]
        for stage in MobileNetV2.stages {
            let outputs = divisible(Double(stage.channels) * widthMultiplier)
            for index in 0..<stage.count {
                let stride = index == 0 ? stage.stride : 1
                layers.append(InvertedResidual(channels, outputs, stride: stride, expansion: stage.expansion))
                channels = outputs
            }
        }
        layers.append(Conv2dNormActivation(channels, lastChannels, kernelSize: 1))
        features = Sequential(layers)
        classifier = Sequential(Dropout(dropout), Linear(lastChannels, numClasses))
        drawWeights(of: self, nonlinearity: .leakyReLU, linearDeviation: 0.01)
    }

    /// One score for each class.
    public func forward(_ x: Tensor) throws -> Tensor {
        try classifier(F.adaptiveAvgPool2d(features(x), outputSize: 1).flatten(from: 1))
    }

    /// The paper's table 2.
    private static let stages: [(expansion: Int, channels: Int, count: Int, stride: Int)] = [
        (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
    ]
}

/// MobileNetV2: 3.5 million parameters, 0.3 billion multiply-adds for an image of 224x224.
///
/// - Source: `torchvision.models.mobilenet_v2`.
public func mobilenetV2(numClasses: Int = 1000) -> MobileNetV2 { MobileNetV2(numClasses: numClasses) }

/// x + narrow(filter(widen(x))), or without x where the shape changes.
///
/// - Source: `torchvision.models.mobilenetv2.InvertedResidual`.
final class InvertedResidual: Module {
    let conv: Sequential
    private let keepsShape: Bool

    init(_ inputs: Int, _ outputs: Int, stride: Int, expansion: Int) {
        let wide = inputs * expansion
        let widening = expansion == 1 ? [] : [Conv2dNormActivation(inputs, wide, kernelSize: 1)]
        let rest: [any Module] = [
            Conv2dNormActivation(wide, wide, kernelSize: 3, stride: stride, groups: wide),
            Conv2d(wide, outputs, kernelSize: 1, bias: false),
            BatchNorm2d(outputs),
        ]
        conv = Sequential(widening + rest)
        keepsShape = stride == 1 && inputs == outputs
    }

    func forward(_ x: Tensor) throws -> Tensor {
        keepsShape ? try conv.forward(x, addedTo: x) : try conv(x)
    }
}

/// A convolution without bias, a batch normalisation and a ReLU6.
///
/// - Source: `torchvision.ops.Conv2dNormActivation`.
final class Conv2dNormActivation: Module {
    private let layers: Sequential

    init(_ inputs: Int, _ outputs: Int, kernelSize: Int, stride: Int = 1, groups: Int = 1) {
        layers = Sequential(
            Conv2d(
                inputs, outputs, kernelSize: kernelSize, stride: stride, padding: (kernelSize - 1) / 2, groups: groups,
                bias: false),
            BatchNorm2d(outputs),
            ReLU6(inplace: true))
    }

    var namedChildren: [(name: String, module: any Module)] { layers.namedChildren }

    func forward(_ x: Tensor) throws -> Tensor { try layers(x) }
}

/// The multiple of 8 nearest to a number of channels, at least 8 and not more than a tenth below it.
private func divisible(_ channels: Double) -> Int {
    guard channels.isFinite, channels < 1e9 else { return 0 }
    let rounded = max(8, Int(channels + 4) / 8 * 8)
    return Double(rounded) < 0.9 * channels ? rounded + 8 : rounded
}
