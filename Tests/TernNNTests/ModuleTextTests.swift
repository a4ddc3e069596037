import Testing
import Tern

/// Torch's texts, taken from PyTorch 2.15.
@Suite struct ModuleTextTests {
    @Test func layersShowOnlyWhatIsNotTheDefault() {
        #expect("\(Conv2d(3, 6, kernelSize: 3))" == "Conv2d(3, 6, kernel_size=(3, 3), stride=(1, 1))")
        #expect(
            "\(Conv2d(4, 8, kernelSize: [3, 5], stride: 2, padding: [1, 0], dilation: 2, groups: 4, bias: false, paddingMode: .reflect))"
                == "Conv2d(4, 8, kernel_size=(3, 5), stride=(2, 2), padding=(1, 0), dilation=(2, 2), groups=4, bias=False, padding_mode=reflect)"
        )
        #expect(
            "\(Conv2d(1, 1, kernelSize: 3, padding: .same))"
                == "Conv2d(1, 1, kernel_size=(3, 3), stride=(1, 1), padding=same)")
        #expect(
            "\(Conv2d(1, 1, kernelSize: 3, padding: .valid))"
                == "Conv2d(1, 1, kernel_size=(3, 3), stride=(1, 1), padding=valid)")
        #expect(
            "\(MaxPool2d(kernelSize: 2, stride: 2))"
                == "MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)")
        #expect(
            "\(MaxPool2d(kernelSize: [2, 3], ceilMode: true))"
                == "MaxPool2d(kernel_size=(2, 3), stride=(2, 3), padding=0, dilation=1, ceil_mode=True)")
        #expect(
            "\(BatchNorm2d(3))"
                == "BatchNorm2d(3, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)")
        #expect(
            "\(BatchNorm2d(3, eps: 0.001, momentum: nil, affine: false, trackRunningStats: false))"
                == "BatchNorm2d(3, eps=0.001, momentum=None, affine=False, bias=False, track_running_stats=False)")
        #expect("\(Linear(4, 2, bias: false))" == "Linear(in_features=4, out_features=2, bias=False)")
        #expect("\(Flatten())" == "Flatten(start_dim=1, end_dim=-1)")
        #expect("\(ReLU())" == "ReLU()" && "\(ReLU(inplace: true))" == "ReLU(inplace=True)")
        #expect("\(Identity())" == "Identity()" && "\(Softmax(dim: 1))" == "Softmax(dim=1)")
    }

    @Test func deepNetworksAreWrittenInTimeProportionalToTheirText() {
        var net = Sequential(ReLU())
        for _ in 0..<400 { net = Sequential(net) }
        let start = ContinuousClock.now
        let text = "\(net)"
        #expect(ContinuousClock.now - start < .seconds(2))
        let lines = text.split(separator: "\n")
        #expect(lines.count == 803 && lines[401] == String(repeating: " ", count: 802) + "(0): ReLU()")
    }

    @Test func poolingsShowTheirWindows() {
        #expect(
            "\(AvgPool1d(kernelSize: 2, stride: 3, padding: 1))"
                == "AvgPool1d(kernel_size=(2,), stride=(3,), padding=(1,))")
        #expect("\(AvgPool2d(kernelSize: [2, 3]))" == "AvgPool2d(kernel_size=(2, 3), stride=(2, 3), padding=0)")
        #expect("\(AvgPool3d(kernelSize: 2, ceilMode: true))" == "AvgPool3d(kernel_size=2, stride=2, padding=0)")
        #expect("\(AdaptiveAvgPool1d(outputSize: 3))" == "AdaptiveAvgPool1d(output_size=3)")
        #expect("\(AdaptiveAvgPool2d(outputSize: [1, 1]))" == "AdaptiveAvgPool2d(output_size=(1, 1))")
        #expect("\(AdaptiveAvgPool3d(outputSize: [nil, 1, 2]))" == "AdaptiveAvgPool3d(output_size=(None, 1, 2))")
    }

    @Test func normalizationsShowTheirSettings() {
        let standard = "eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True"
        #expect(
            "\(BatchNorm1d(3))" == "BatchNorm1d(3, \(standard))" && "\(BatchNorm3d(3))" == "BatchNorm3d(3, \(standard))"
        )
        #expect("\(LayerNorm(3))" == "LayerNorm((3,), eps=1e-05, elementwise_affine=True, bias=True)")
        #expect(
            "\(LayerNorm([3, 4], elementwiseAffine: false))"
                == "LayerNorm((3, 4), eps=1e-05, elementwise_affine=False, bias=False)")
        #expect("\(GroupNorm(3, 6))" == "GroupNorm(3, 6, eps=1e-05, affine=True, bias=True)")
        #expect("\(RMSNorm(3))" == "RMSNorm((3,), eps=None, elementwise_affine=True)")
        #expect("\(LocalResponseNorm(3))" == "LocalResponseNorm(3, alpha=0.0001, beta=0.75, k=1.0)")
        #expect(LayerNorm(3, bias: false).namedParameters.map(\.name) == ["weight"])
    }

    @Test func containersIndentTheirChildren() {
        let net = Sequential(Sequential(ReLU()), Linear(1, 2))
        #expect(
            "\(net)" == """
                Sequential(
                  (0): Sequential(
                    (0): ReLU()
                  )
                  (1): Linear(in_features=1, out_features=2, bias=True)
                )
                """)
        #expect("\(Sequential())" == "Sequential()")
        let list = ModuleList([Linear(1, 1), Linear(1, 1), ReLU()])
        #expect(
            "\(list)" == """
                ModuleList(
                  (0-1): 2 x Linear(in_features=1, out_features=1, bias=True)
                  (2): ReLU()
                )
                """)
    }

    @Test func anInvalidLayerSaysSo() {
        let text = "\(Conv2d(3, 4, kernelSize: 1, groups: 2))"
        #expect(text.contains("invalid: in_channels must be divisible by groups"))
    }
}
