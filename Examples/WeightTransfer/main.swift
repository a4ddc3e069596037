// Weights of a trained network in another one: the body stays, the head is new and learns alone.
import Foundation
import Tern

func network(classes: Int) -> Sequential {
    Sequential(named: [
        "body": Sequential {
            Conv2d(1, 16, kernelSize: 3, padding: 1)
            ReLU()
            MaxPool2d(kernelSize: 2)
            Flatten()
        },
        "head": Linear(256, classes),
    ])
}

func accuracy(of net: any Module, on data: some Dataset<(Tensor, Tensor), (Tensor, Tensor)>) throws -> Double {
    var accuracy = Accuracy()
    for (x, y) in try DataLoader(data, batchSize: 360) { try accuracy.update(noGrad { try net(x) }, y) }
    return accuracy.value
}

manualSeed(0)
let digits = try Digits(train: true)
let source = network(classes: 10)
try Trainer(source, try Adam(source.parameters, lr: 0.003))
    .fit(DataLoader(TensorDataset(digits.data, digits.targets), batchSize: 32, shuffle: true), epochs: 5)
let file = FileManager.default.temporaryDirectory.appendingPathComponent("source.safetensors")
try SafeTensors.save(source.stateDict.map { ($0.name, $0.tensor) }, to: file)

// The new question: is the digit odd? The head has another shape, so its weights are left out.
let target = network(classes: 2)
let saved = try SafeTensors.load(file).tensors().filter { !$0.0.hasPrefix("head.") }
let (missing, _) = try target.loadStateDict(StateDict(saved), strict: false)
print("not in the file: \(missing)")

let head = target.namedChildren[1].module
target.requiresGrad(false)
head.requiresGrad(true)
let odd = try digits.targets.remainder(2).to(.int64)
try Trainer(target, try Adam(head.parameters, lr: 0.01))
    .fit(DataLoader(TensorDataset(digits.data, odd), batchSize: 32, shuffle: true), epochs: 5)
let test = try Digits(train: false)
let answers = try TensorDataset(test.data, test.targets.remainder(2).to(.int64))
print("odd or even: test accuracy \(try accuracy(of: target, on: answers))")
