import Tern
import Testing

/// The convolution layers beyond their functions, which the fixtures cover: text, state, configuration errors, output sizes.
@Suite struct ConvolutionLayerTests {
    @Test func textIsTorchs() {
        #expect("\(Conv1d(4, 6, kernelSize: 3))" == "Conv1d(4, 6, kernel_size=(3,), stride=(1,))")
        #expect(
            "\(Conv3d(4, 6, kernelSize: 3, stride: 2, padding: 1, dilation: 2, groups: 2, bias: false))"
                == "Conv3d(4, 6, kernel_size=(3, 3, 3), stride=(2, 2, 2), padding=(1, 1, 1), dilation=(2, 2, 2), groups=2, bias=False)"
        )
        #expect(
            "\(Conv3d(4, 6, kernelSize: 3, padding: .same, paddingMode: .reflect))"
                == "Conv3d(4, 6, kernel_size=(3, 3, 3), stride=(1, 1, 1), padding=same, padding_mode=reflect)")
        #expect("\(ConvTranspose2d(4, 6, kernelSize: 3))" == "ConvTranspose2d(4, 6, kernel_size=(3, 3), stride=(1, 1))")
        #expect(
            "\(ConvTranspose1d(4, 6, kernelSize: 3, stride: 2, padding: 1, outputPadding: 1, groups: 2, bias: false, dilation: 2))"
                == "ConvTranspose1d(4, 6, kernel_size=(3,), stride=(2,), padding=(1,), dilation=(2,), output_padding=(1,), groups=2, bias=False)"
        )
    }

    @Test func parametersHaveTorchsKeysAndShapes() {
        #expect(Conv1d(4, 6, kernelSize: 3, groups: 2).stateDict.keys == ["weight", "bias"])
        #expect(Conv1d(4, 6, kernelSize: 3, groups: 2).weight.shape == [6, 2, 3])
        #expect(Conv3d(4, 6, kernelSize: [1, 2, 3]).weight.shape == [6, 4, 1, 2, 3])
        #expect(ConvTranspose2d(4, 6, kernelSize: [2, 3], groups: 2).weight.shape == [4, 3, 2, 3])
        #expect(ConvTranspose2d(4, 6, kernelSize: 3, bias: false).stateDict.keys == ["weight"])
    }

    @Test func layersComputeTheirFunctions() throws {
        manualSeed(8)
        let (x1, x2, x3) = (Tensor.randn([2, 4, 9]), Tensor.randn([2, 4, 5, 6]), Tensor.randn([1, 4, 4, 5, 6]))
        let conv1 = Conv1d(4, 6, kernelSize: 3, stride: 2, padding: 1)
        #expect(try conv1(x1).equal(F.conv1d(x1, conv1.weight.tensor, conv1.bias?.tensor, stride: 2, padding: 1)))
        let conv3 = Conv3d(4, 6, kernelSize: 3, padding: .same)
        #expect(try conv3(x3).equal(F.conv3d(x3, conv3.weight.tensor, conv3.bias?.tensor, padding: .same)))
        let up = ConvTranspose2d(4, 6, kernelSize: 3, stride: 2, outputPadding: 1)
        let expected = try F.convTranspose2d(x2, up.weight.tensor, up.bias?.tensor, stride: 2, outputPadding: 1)
        #expect(try up(x2).equal(expected))
    }

    @Test(arguments: [PaddingMode.reflect, .replicate, .circular])
    func otherPaddingModesPadFirst(_ mode: PaddingMode) throws {
        manualSeed(9)
        let x = Tensor.randn([2, 3, 6])
        let conv = Conv1d(3, 4, kernelSize: 3, padding: 2, paddingMode: mode)
        let padded = try F.pad(
            x, [2, 2], mode: mode == .reflect ? .reflect : mode == .circular ? .circular : .replicate)
        #expect(try conv(x).equal(F.conv1d(padded, conv.weight.tensor, conv.bias?.tensor)))
        let volume = Conv3d(3, 4, kernelSize: [1, 3, 2], padding: .same, paddingMode: mode)
        #expect(try volume(Tensor.randn([2, 3, 4, 6, 5])).shape == [2, 4, 4, 6, 5])
    }

    @Test func outputSizeChoosesTheOutputPadding() throws {
        manualSeed(10)
        let up = ConvTranspose2d(4, 6, kernelSize: 3, stride: 2)
        let x = Tensor.randn([2, 4, 5, 6])
        #expect(try up(x).shape == [2, 6, 11, 13])
        #expect(try up(x, outputSize: [12, 13]).shape == [2, 6, 12, 13])
        #expect(try up(x, outputSize: [2, 6, 12, 14]).shape == [2, 6, 12, 14])
        #expect(try up(x[0], outputSize: [12, 14]).shape == [6, 12, 14])
        let range = #expect(throws: TensorError.self) { try up(x, outputSize: [13, 15]) }
        #expect(
            range?.message
                == "requested an output size of [13, 15], but valid sizes range from [11, 13] to [12, 14] (for an input of torch.Size([5, 6]))"
        )
        let length = #expect(throws: TensorError.self) { try up(x, outputSize: [1, 2, 3, 4, 5]) }
        #expect(
            length?.message == "ConvTranspose2D: for 4D input, output_size must have 2 or 4 elements (got 5)")
    }

    @Test func configurationErrorsAreTorchs() {
        func message(_ layer: ConvNd) -> String? {
            (#expect(throws: TensorError.self) { try layer.validate() })?.message
        }
        #expect(message(Conv1d(3, 4, kernelSize: 3, groups: 2)) == "in_channels must be divisible by groups")
        #expect(message(ConvTranspose3d(4, 3, kernelSize: 3, groups: 2)) == "out_channels must be divisible by groups")
        #expect(
            message(Conv3d(3, 4, kernelSize: 3, stride: 2, padding: .same))
                == "padding='same' is not supported for strided convolutions")
        #expect(
            message(ConvTranspose1d(3, 4, kernelSize: 3, paddingMode: .reflect))
                == "Only \"zeros\" padding mode is supported for ConvTranspose1d")
    }
}
