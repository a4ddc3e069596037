import TernCore
import TernNN

/// A branch of convolutions that is added to its input.
protocol ResidualBlock: Module {
    /// The normalisation that ends the branch.
    var lastNorm: BatchNorm2d { get }
}

/// relu(bn2(conv2(relu(bn1(conv1(x))))) + identity): two 3x3 convolutions.
///
/// - Source: `torchvision.models.resnet.BasicBlock`.
final class BasicBlock: ResidualBlock {
    let conv1: Conv2d
    let bn1: BatchNorm2d
    let relu = ReLU(inplace: true)
    let conv2: Conv2d
    let bn2: BatchNorm2d
    let downsample: Sequential?

    init(_ inputs: Int, planes: Int, stride: Int, downsample: Sequential?) {
        conv1 = conv3x3(inputs, planes, stride: stride)
        bn1 = BatchNorm2d(planes)
        conv2 = conv3x3(planes, planes)
        bn2 = BatchNorm2d(planes)
        self.downsample = downsample
    }

    var lastNorm: BatchNorm2d { bn2 }

    func forward(_ x: Tensor) throws -> Tensor {
        let y = try fusedConvolution(conv1, bn1, relu: relu, x)
        return try fusedConvolution(conv2, bn2, residual: downsample?(x) ?? x, relu: relu, y)
    }
}

/// relu(bn3(conv3(relu(bn2(conv2(relu(bn1(conv1(x)))))))) + identity): a 1x1, a 3x3 and a 1x1 convolution. The stride is that of
/// the 3x3 one, as in torchvision ("ResNet v1.5").
///
/// - Source: `torchvision.models.resnet.Bottleneck`.
final class Bottleneck: ResidualBlock {
    let conv1: Conv2d
    let bn1: BatchNorm2d
    let conv2: Conv2d
    let bn2: BatchNorm2d
    let conv3: Conv2d
    let bn3: BatchNorm2d
    let relu = ReLU(inplace: true)
    let downsample: Sequential?

    init(_ inputs: Int, planes: Int, width: Int, stride: Int, groups: Int, downsample: Sequential?) {
        let outputs = planes * ResidualBlockKind.bottleneck.expansion
        conv1 = conv1x1(inputs, width)
        bn1 = BatchNorm2d(width)
        conv2 = conv3x3(width, width, stride: stride, groups: groups)
        bn2 = BatchNorm2d(width)
        conv3 = conv1x1(width, outputs)
        bn3 = BatchNorm2d(outputs)
        self.downsample = downsample
    }

    var lastNorm: BatchNorm2d { bn3 }

    func forward(_ x: Tensor) throws -> Tensor {
        let narrow = try fusedConvolution(conv1, bn1, relu: relu, x)
        let seen = try fusedConvolution(conv2, bn2, relu: relu, narrow)
        return try fusedConvolution(conv3, bn3, residual: downsample?(x) ?? x, relu: relu, seen)
    }
}

/// What all blocks of a network have in common.
struct ResidualDesign {
    var kind: ResidualBlockKind
    var groups: Int
    var widthPerGroup: Int

    /// `count` blocks, of which the first changes the number of channels and the size. Layers are made in torchvision's order,
    /// which decides what each draws from the random stream.
    func stage(from channels: inout Int, planes: Int, count: Int, stride: Int) -> Sequential {
        let outputs = planes * kind.expansion
        var blocks: [any Module] = []
        for index in 0..<count {
            let stride = index == 0 ? stride : 1
            let changesShape = stride != 1 || channels != outputs
            let downsample =
                changesShape
                ? Sequential(conv1x1(channels, outputs, stride: stride), BatchNorm2d(outputs)) : nil
            blocks.append(block(channels, planes, stride, downsample))
            channels = outputs
        }
        return Sequential(blocks)
    }

    private func block(_ inputs: Int, _ planes: Int, _ stride: Int, _ downsample: Sequential?) -> any Module {
        switch kind {
        case .basic: BasicBlock(inputs, planes: planes, stride: stride, downsample: downsample)
        case .bottleneck:
            Bottleneck(
                inputs, planes: planes, width: (planes &* widthPerGroup) / 64 &* groups, stride: stride, groups: groups,
                downsample: downsample)
        }
    }
}

private func conv3x3(_ inputs: Int, _ outputs: Int, stride: Int = 1, groups: Int = 1) -> Conv2d {
    Conv2d(inputs, outputs, kernelSize: 3, stride: stride, padding: 1, groups: groups, bias: false)
}

private func conv1x1(_ inputs: Int, _ outputs: Int, stride: Int = 1) -> Conv2d {
    Conv2d(inputs, outputs, kernelSize: 1, stride: stride, bias: false)
}
