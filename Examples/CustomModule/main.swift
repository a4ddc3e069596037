// A network of one's own: stored properties are its layers, `forward` is what it computes. The loop is written by hand.
import Tern

final class Block: Module {
    let conv1: Conv2d
    let bn1: BatchNorm2d
    let conv2: Conv2d
    let bn2: BatchNorm2d

    init(_ channels: Int) {
        conv1 = Conv2d(channels, channels, kernelSize: 3, padding: 1, bias: false)
        bn1 = BatchNorm2d(channels)
        conv2 = Conv2d(channels, channels, kernelSize: 3, padding: 1, bias: false)
        bn2 = BatchNorm2d(channels)
    }

    func forward(_ x: Tensor) throws -> Tensor {
        let y = try bn2(conv2(bn1(conv1(x)).relu()))
        return try (x + y).relu()
    }
}

final class SmallResNet: Module {
    let stem = Conv2d(1, 16, kernelSize: 3, padding: 1)
    let blocks = [Block(16), Block(16)]
    let pool = MaxPool2d(kernelSize: 2)
    let head = Linear(16 * 4 * 4, 10)

    func forward(_ x: Tensor) throws -> Tensor {
        var y = try stem(x)
        for block in blocks { y = try block(y) }
        return try head(pool(y).flatten(from: 1))
    }
}

manualSeed(0)
let net = SmallResNet()
print(net)
let optimizer = try SGD(net.parameters, lr: 0.05, momentum: 0.9)
let loader = try DataLoader(Digits(train: true), batchSize: 32, shuffle: true)
for epoch in 1...5 {
    var mean = RunningMean()
    for (x, target) in loader {
        optimizer.zeroGrad()
        let loss = try F.crossEntropy(net(x), target)
        try loss.backward()
        try optimizer.step()
        mean.update(try loss.item())
    }
    print("epoch \(epoch): loss \(mean.value)")
}

net.eval()
var accuracy = Accuracy()
for (x, target) in try DataLoader(Digits(train: false), batchSize: 360) {
    try accuracy.update(noGrad { try net(x) }, target)
}
print("test accuracy \(accuracy.value)")
