import Foundation
import Tern
import TernFormats
import Testing

/// Torchvision's networks from a seed: text, keys, initial weights, scores, loss and gradients. See Tools/fixtures/vision.py.
@Suite struct NetworkTests {
    static let makers: [String: @Sendable () -> any Module] = [
        "resnet18": { resnet18(numClasses: 10) },
        "resnet50": { resnet50(numClasses: 10) },
        "mobilenet_v2": { mobilenetV2(numClasses: 10) },
    ]

    @Test(arguments: makers.keys.sorted()) func equalsTorchvision(name: String) throws {
        let fixtures = try NetworkFixtures()
        let fixture = try #require(fixtures.networks[name])
        let make = try #require(Self.makers[name])
        try Generator.withDefault(Generator(seed: 5)) { try check(make(), fixtures.shape, fixture) }
    }

    private func check(_ net: any Module, _ shape: [Int], _ fixture: JSON) throws {
        #expect("\(net)" == fixture["text"]?.string)
        let x = Tensor.randn(shape)
        try checkWeights(of: net, fixture)
        try checkScores(of: net, x, fixture)
        try checkTraining(of: net, x, fixture)
    }

    private func checkWeights(of net: any Module, _ fixture: JSON) throws {
        let expected = try #require(fixture["weights"]?.object)
        let state = net.stateDict
        #expect(state.keys.map { $0 } == expected.map(\.key))
        for member in expected {
            let flat = try #require(state[member.key]).to(.float64).flatten()
            let summary = [try flat[0].item(), try flat[-1].item(), try flat.sum().item()] as [Double]
            let wanted = member.value.array?.compactMap(\.double) ?? []
            #expect(isClose(summary, wanted, 1e-5, atol: 1e-3), "\(member.key): \(summary), torch \(wanted)")
        }
    }

    private func checkScores(of net: any Module, _ x: Tensor, _ fixture: JSON) throws {
        let scores = try noGrad { try net.eval()(x) }.flatten().array(of: Double.self)
        let wanted = try #require(fixture["scores"]?.array).compactMap(\.double)
        let largest = wanted.map(abs).max() ?? 0
        #expect(isClose(scores, wanted, 0, atol: 2e-4 * largest), "\(scores), torch \(wanted)")
    }

    private func checkTraining(of net: any Module, _ x: Tensor, _ fixture: JSON) throws {
        net.train()
        // Drawn masks would make the loss depend on the order of draws.
        for case let dropout as Dropout in net.namedModules.map(\.module) { dropout.eval() }
        let wanted = try #require(fixture["loss"]?.double)
        let target = Tensor([3, 7])
        let single: Double = try noGrad { try F.crossEntropy(net(x), target).item() }
        #expect(isClose([single], [wanted], 1e-4))
        // Normalising two tiny images makes float32's gradients in deep layers a matter of rounding.
        let loss = try F.crossEntropy(net.to(.float64)(x.to(.float64)), target)
        #expect(isClose([try loss.item()], [wanted], 1e-9))
        try loss.backward()
        let gradients = try #require(fixture["gradients"])
        for (key, parameter) in net.namedParameters {
            let norm: Double = try #require(parameter.grad).norm().item()
            let wanted = try #require(gradients[key]?.double)
            #expect(isClose([norm], [wanted], 1e-6, atol: 1e-9), "\(key): \(norm), torch \(wanted)")
        }
    }

    private func isClose(_ a: [Double], _ b: [Double], _ rtol: Double, atol: Double = 0) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= atol + rtol * abs($1) }
    }
}

private struct NetworkFixtures {
    let shape: [Int]
    let networks: JSON

    init() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appendingPathComponent("Fixtures/networks.json"))
        let json = try JSON.parse(data)
        shape = json["shape"]?.array?.compactMap(\.int) ?? []
        networks = json["networks"] ?? .null
    }
}
