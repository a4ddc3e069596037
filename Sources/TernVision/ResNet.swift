import TernCore
import TernNN

/// A residual network for images: a 7x7 convolution and a max pooling, four stages of residual blocks, the mean over all pixels
/// and a linear classifier.
///
/// Shapes: [N, 3, H, W] -> [N, numClasses]. Every stage but the first halves height and width.
///
/// Names, state-dict keys, initial weights for a seed and printed text are torchvision's.
///
/// - Source: `torchvision.models.ResNet`; K. He et al., "Deep residual learning for image recognition", 2015.
public final class ResNet: Module {
    let conv1: Conv2d
    let bn1: BatchNorm2d
    let relu = ReLU(inplace: true)
    let maxpool = MaxPool2d(kernelSize: 3, stride: 2, padding: 1)
    let layer1: Sequential
    let layer2: Sequential
    let layer3: Sequential
    let layer4: Sequential
    let avgpool = AdaptiveAvgPool2d(outputSize: [1, 1])
    let fc: Linear

    /// A network with freshly drawn weights.
    ///
    /// - Parameters:
    ///   - block: the kind of block.
    ///   - layers: how many blocks each of the four stages has.
    ///   - numClasses: numbers in the result. Default 1000.
    ///   - zeroInitResidual: whether every block starts as the identity. Default false.
    ///   - groups: groups of a bottleneck's 3x3 convolution. Default 1.
    ///   - widthPerGroup: channels of each group in the first stage. Default 64.
    public init(
        _ block: ResidualBlockKind, layers: [Int], numClasses: Int = 1000, zeroInitResidual: Bool = false,
        groups: Int = 1, widthPerGroup: Int = 64
    ) {
        let design = ResidualDesign(kind: block, groups: groups, widthPerGroup: widthPerGroup)
        conv1 = Conv2d(3, 64, kernelSize: 7, stride: 2, padding: 3, bias: false)
        bn1 = BatchNorm2d(64)
        var channels = 64
        func stage(_ index: Int) -> Sequential {
            let count = index < layers.count ? layers[index] : 0
            return design.stage(
                from: &channels, planes: 64 << index, count: count, stride: index == 0 ? 1 : 2)
        }
        layer1 = stage(0)
        layer2 = stage(1)
        layer3 = stage(2)
        layer4 = stage(3)
        fc = Linear(512 * block.expansion, numClasses)
        drawWeights(of: self, nonlinearity: .relu)
        if zeroInitResidual { silenceResiduals() }
    }

    /// One score for each class.
    public func forward(_ x: Tensor) throws -> Tensor {
        let stem = try maxpool(fusedConvolution(conv1, bn1, relu: relu, x))
        let features = try layer4(layer3(layer2(layer1(stem))))
        return try fc(avgpool(features).flatten(from: 1))
    }

    /// Lets every residual branch start with zeros.
    private func silenceResiduals() {
        for (_, module) in namedModules {
            (module as? any ResidualBlock)?.lastNorm.weight.map { $0.tensor = Tensor.zeros($0.shape) }
        }
    }
}

/// The two kinds of residual blocks.
public enum ResidualBlockKind: Sendable {
    /// Two 3x3 convolutions.
    case basic
    /// A 1x1, a 3x3 and a 1x1 convolution, the 3x3 one on a quarter of the channels.
    case bottleneck

    /// Channels that leave a block for each plane.
    public var expansion: Int { self == .basic ? 1 : 4 }
}
