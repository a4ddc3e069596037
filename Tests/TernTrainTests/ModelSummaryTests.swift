import Tern
import Testing

@Suite struct ModelSummaryTests {
    /// The totals that torchinfo prints for torchvision's networks and an image [1, 3, 224, 224].
    @Test func agreesWithTorchinfo() throws {
        let residual = try ModelSummary(resnet18(), inputSize: [1, 3, 224, 224])
        #expect(residual.totalParameters == 11_689_512)
        #expect(residual.multiplyAdds == 1_814_083_944)
        let text = "\(residual)"
        for line in [
            "Total mult-adds (G): 1.81", "Input size (MB): 0.60", "Forward/backward pass size (MB): 39.75",
            "Params size (MB): 46.76", "Estimated Total Size (MB): 87.11",
        ] { #expect(text.contains(line), "\(line)") }
    }

    @Test func showsEachLayer() throws {
        let net = Sequential {
            Conv2d(1, 4, kernelSize: 3)
            Sequential {
                ReLU()
                Flatten()
            }
            Linear(4 * 6 * 6, 10)
        }
        net.modules[2].requiresGrad(false)
        let summary = try ModelSummary(net, inputSize: [2, 1, 8, 8])
        #expect((summary.totalParameters, summary.trainableParameters) == (40 + 1450, 40))
        #expect(summary.multiplyAdds == 2 * (40 * 36 + 1450))
        let lines = "\(summary)".split(separator: "\n").map(String.init)
        #expect(lines[1].hasPrefix("Layer (type (var_name):depth-idx)"))
        #expect(lines[3].hasPrefix("Sequential ") && lines[3].contains("[2, 10]"))
        #expect(
            lines[4].hasPrefix("├─Conv2d (0): 1-1 ") && lines[4].contains("[2, 4, 6, 6]") && lines[4].hasSuffix(" 40"))
        #expect(lines[6].hasPrefix("│    └─") == false && lines[6].hasPrefix("│    ├─ReLU (0): 2-1"))
        #expect(lines[7].hasPrefix("│    └─Flatten (1): 2-2"))
        #expect(lines[8].hasPrefix("└─Linear (2): 1-3"))
        #expect(net.training)
    }
}
