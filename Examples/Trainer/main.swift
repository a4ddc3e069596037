// A network on real handwriting: 1,437 digits to learn from, 360 to be tested on.
import Tern

manualSeed(0)
let (training, held) = (try Digits(train: true), try Digits(train: false))
let train = try LabeledImages(
    training.data, training.targets, augmentation: ImageAugmentation(rotation: 12, shift: 1, scale: 0.1))
let test = try LabeledImages(held.data, held.targets, normalization: train.normalization)

let net = Sequential {
    Conv2d(1, 32, kernelSize: 3, padding: 1, bias: false)
    BatchNorm2d(32)
    ReLU()
    MaxPool2d(kernelSize: 2)
    Conv2d(32, 64, kernelSize: 3, padding: 1, bias: false)
    BatchNorm2d(64)
    ReLU()
    MaxPool2d(kernelSize: 2)
    Flatten()
    Linear(256, 10)
}

let epochs = 10
let batches = try DataLoader(train, batchSize: 48, shuffle: true, dropLast: true)
let optimizer = try AdamW(net.parameters, lr: 0.01, weightDecay: 0.01)
let schedule = try OneCycleLR(optimizer, maxLR: 0.01, totalSteps: epochs * batches.count + 1)
let trainer = Trainer(net, optimizer, scheduler: schedule) { try F.crossEntropy($0, $1, labelSmoothing: 0.1) }
trainer.callbacks = [ProgressBar(), TrainingLines()]
try trainer.fit(batches, test: DataLoader(test, batchSize: 360), epochs: epochs)
try SafeTensors.save(net.stateDict.map { ($0.name, $0.tensor) }, to: "digits.safetensors")
