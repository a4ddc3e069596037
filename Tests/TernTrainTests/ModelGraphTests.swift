import Foundation
import Tern
import TernFormats
import Testing

/// The operations that TensorBoard draws.
@Suite struct ModelGraphTests {
    private final class Residual: Module {
        let conv = Conv2d(2, 2, kernelSize: 3, padding: 1, bias: false)
        let norm = BatchNorm2d(2)

        func forward(_ x: Tensor) throws -> Tensor { try (norm(conv(x)) + x).relu() }
    }

    @Test func followsResultsThroughASum() throws {
        let net = Residual()
        let graph = try ModelGraph(net, .ones([1, 2, 4, 5]))
        let nodes = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.name, $0) })
        let sum = try #require(nodes["Add"])
        #expect(sum.inputs == ["norm/NativeBatchNorm", "input"])
        #expect(nodes["conv/Convolution"]?.inputs.sorted() == ["conv/weight", "input"])
        #expect(nodes["conv/Convolution"]?.shape == [1, 2, 4, 5])
        #expect(nodes["Relu"]?.inputs == ["Add"])
        #expect(nodes["output"] == GraphNode("output", operation: "Output", inputs: ["Relu"], shape: [1, 2, 4, 5]))
        #expect(nodes["norm/weight"]?.shape == [2])
        let steps = try #require(net.stateDict["norm.num_batches_tracked"]).item(as: Int.self)
        #expect(steps == 0, "the run was one of evaluation")
    }

    @Test func namesEveryNodeOnce() throws {
        let graph = try ModelGraph(resnet18(numClasses: 10), .zeros([1, 3, 32, 32]))
        let names = graph.nodes.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(graph.nodes.filter { $0.operation == "Convolution" }.count == 20)
        let known = Set(names)
        #expect(graph.nodes.allSatisfy { $0.inputs.allSatisfy(known.contains) })
        #expect(names.contains("layer2/0/downsample/0/Convolution"))
    }

    @Test func leavesFrozenLayersAsTheyWere() throws {
        let net = Residual()
        net.norm.eval()
        _ = try ModelGraph(net, .ones([1, 2, 4, 5]))
        _ = try ModelSummary(net, inputSize: [1, 2, 4, 5])
        #expect(!net.norm.training && net.conv.training)
    }
}
