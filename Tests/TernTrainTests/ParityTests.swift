import Foundation
import Tern
import TernFormats
import Testing

/// 100 steps of training from a seed give PyTorch's losses and weights: three networks, three optimizers.
/// See Tools/fixtures/parity.py.
@Suite(.serialized) struct ParityTests {
    @Test(arguments: ["pools", "dropouts", "separable"], ["sgd", "adam", "adamw"])
    func trainsAsTorch(network: String, optimizer: String) throws {
        let name = "\(network).\(optimizer)"
        let losses = try Self.losses(name)
        let weights = try StateDict(SafeTensors.load(Self.fixture("parity.safetensors")).tensors())
        try Generator.withDefault(Generator(seed: 7)) {
            let run = try ParityRun(network, optimizer)
            for (step, wanted) in losses.enumerated() {
                let loss = try run.step()
                let error = abs(loss - wanted) / wanted
                #expect(error <= 1e-4, "\(name), step \(step): loss \(loss), torch \(wanted)")
                if step == 49 { try run.saveForTorch(name) }
            }
            for (key, tensor) in run.net.stateDict {
                let wanted = try #require(weights["\(name).\(key)"])
                let distance: Double = try (tensor.to(.float64) - wanted.to(.float64)).abs().max().item()
                let size: Double = try wanted.to(.float64).abs().max().item()
                #expect(distance <= 1e-3 * size, "\(name), \(key): \(distance) of \(size)")
            }
        }
    }

    static func fixture(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)").path
    }

    private static func losses(_ name: String) throws -> [Double] {
        let json = try JSON.parse(Data(contentsOf: URL(fileURLWithPath: fixture("parity.json"))))
        let values = try #require(json["losses"]?[name]?.array).compactMap(\.double)
        try #require(values.count == 100)
        return values
    }
}

/// The training that Tools/fixtures/parity.py runs in PyTorch.
private struct ParityRun {
    let net: Sequential
    let optimizer: Optimizer
    private let draws = Generator(seed: 11)
    private let templates: Tensor

    init(_ network: String, _ optimizer: String) throws {
        net =
            switch network {
            case "pools": Self.pools()
            case "dropouts": Self.dropouts()
            default: Self.separable()
            }
        self.optimizer =
            switch optimizer {
            case "sgd": try SGD(net.parameters, lr: 0.002, momentum: 0.9, weightDecay: 1e-4)
            case "adam": try Adam(net.parameters, lr: 3e-4)
            default: try AdamW(net.parameters, lr: 3e-4, weightDecay: 1e-2)
            }
        templates = Tensor.randn([10, 1, 12, 10], generator: draws)
    }

    func step() throws -> Double {
        let target = Tensor.randint(0, 10, [32], generator: draws)
        let noise = Tensor.randn([32, 1, 12, 10], generator: draws)
        let loss = try F.crossEntropy(net(templates[target] + noise), target)
        optimizer.zeroGrad()
        try loss.backward()
        try optimizer.step()
        return try loss.item()
    }

    /// For Tools/continue_in_torch.py, which goes on from here in PyTorch.
    func saveForTorch(_ name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["TERN_PARITY_FOLDER"] else { return }
        try Checkpoint(model: net, optimizer: optimizer, step: 50).save(to: "\(folder)/\(name).safetensors")
    }

    private static func pools() -> Sequential {
        Sequential {
            Conv2d(1, 8, kernelSize: 3, padding: 1, bias: false)
            BatchNorm2d(8)
            ReLU()
            MaxPool2d(kernelSize: 2)
            Conv2d(8, 16, kernelSize: 3, padding: 1, bias: false)
            BatchNorm2d(16)
            ReLU()
            MaxPool2d(kernelSize: 3, stride: 2, padding: 1)
            Flatten()
            Linear(144, 10)
        }
    }

    private static func dropouts() -> Sequential {
        Sequential {
            Conv2d(1, 12, kernelSize: 5, padding: 2)
            ReLU()
            MaxPool2d(kernelSize: 2)
            Dropout(p: 0.25)
            Conv2d(12, 12, kernelSize: 3, padding: 1, groups: 3, bias: false)
            BatchNorm2d(12)
            ReLU()
            Flatten()
            Dropout(p: 0.5)
            Linear(360, 10)
        }
    }

    private static func separable() -> Sequential {
        Sequential {
            Conv2d(1, 16, kernelSize: 3, stride: 2, padding: 1, bias: false)
            BatchNorm2d(16)
            LeakyReLU(0.1)
            Conv2d(16, 16, kernelSize: 3, padding: 1, groups: 16, bias: false)
            BatchNorm2d(16)
            ReLU6()
            Conv2d(16, 24, kernelSize: 1, bias: false)
            BatchNorm2d(24)
            ReLU6()
            Dropout2d(p: 0.1)
            AdaptiveAvgPool2d(outputSize: 1)
            Flatten()
            Linear(24, 16, bias: false)
            BatchNorm1d(16)
            ReLU()
            Linear(16, 10)
        }
    }
}
