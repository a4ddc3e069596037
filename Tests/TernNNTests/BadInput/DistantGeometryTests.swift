import Tern
import Testing

/// Strides, paddings, dilations and sizes beyond every image: computed where torch computes, refused in its words where not.
@Suite struct DistantGeometryTests {
    @Test(arguments: [1 << 31, 1 << 40, 1 << 62, Int.max]) func stridesBeyondTheImage(_ stride: Int) throws {
        let row = try F.conv1d(.ones([1, 1, 4]), .ones([1, 1, 2]), stride: stride)
        let image = try F.conv2d(.ones([1, 1, 4, 4]), .ones([1, 1, 2, 2]), stride: stride)
        let volume = try F.conv3d(.ones([1, 1, 4, 4, 4]), .ones([1, 1, 2, 2, 2]), stride: stride)
        #expect(try row.array() == [2] && row.shape == [1, 1, 1])
        #expect(try image.array() == [4] && image.shape == [1, 1, 1, 1])
        #expect(try volume.array() == [8] && volume.shape == [1, 1, 1, 1, 1])
        #expect(try F.maxPool1d(Tensor([[1, 3, 2]]), kernelSize: 2, stride: stride).array() == [3])
        #expect(try F.unfold(.ones([1, 1, 4, 4]), kernelSize: 2, stride: stride).shape == [1, 4, 1])
        #expect(try F.fold(.ones([1, 4, 1]), outputSize: 2, kernelSize: 2, stride: stride).array() == [1, 1, 1, 1])
    }

    @Test func distantTapsMeetOnlyThePadding() throws {
        let x = Tensor([[[[1.0, 2], [3, 4]]]], requiresGrad: true)
        let weight = Tensor.ones([1, 1, 3, 3], requiresGrad: true)
        let y = try F.conv2d(x, weight, Tensor([0.5]), padding: .same, dilation: 1 << 40)
        #expect(try y.array() == [1.5, 2.5, 3.5, 4.5])
        try y.sum().backward()
        #expect(try x.grad?.array() == [1, 1, 1, 1])
        #expect(try weight.grad?.array() == [0, 0, 0, 0, 10, 0, 0, 0, 0])

        let even = try F.conv2d(x, Tensor.ones([1, 1, 2, 2]), padding: .same, dilation: 1 << 62)
        #expect(try even.array() == [0, 0, 0, 0])
        try even.sum().backward()
        #expect(try x.grad?.array() == [1, 1, 1, 1])
    }

    /// Stride and dilation are both distant, and two outputs meet the input by different taps.
    @Test func distantStepsOfBothKinds() throws {
        let (x, weight) = (Tensor([[[1.0, 2, 3]]]), Tensor([[[1.0, 10]]]))
        let y = try F.conv1d(x, weight, stride: 1 << 40, padding: 1 << 40, dilation: (1 << 40) + 1)
        #expect(try y.array() == [20, 1])
    }

    @Test func aPointHasNoDilation() throws {
        #expect(try F.conv2d(.ones([1, 1, 2, 2]), .ones([1, 1, 1, 1]), dilation: Int.max).array() == [1, 1, 1, 1])
    }

    @Test func theLayerRefusesWhatTheFunctionRefuses() {
        let conv = Conv2d(1, 1, kernelSize: 1, padding: 1 << 31)
        #expect(throws: TensorError.self) { try conv(.ones([1, 1, 2, 2])) }
        #expect(throws: TensorError.self) { try conv.eval()(.ones([1, 1, 2, 2])) }
    }

    @Test func refusedInTorchsWords() {
        let (image, point) = (Tensor.ones([1, 1, 2, 2]), Tensor.ones([1, 1, 1, 1]))
        let int = "value cannot be converted to type int without overflow"
        let cases: [(String, () throws -> Tensor)] = [
            (
                "Given padding=4611686018427387904 at dimension 0 , expected padding to be at most 4611686018427387903",
                { try F.conv2d(image, point, padding: 1 << 62) }
            ),
            ("Storage size calculation overflowed", { try F.conv2d(image, point, padding: 1 << 31) }),
            (
                "can't allocate memory",
                { try F.conv3d(.ones([1, 1, 1, 1, 1]), .ones([1, 1, 1, 1, 1]), padding: 1 << 17) }
            ),
            (
                "stride should be greater than zero, but got stride_height: -2147483648 stride_width: -2147483648",
                { try F.convTranspose2d(image, point, stride: 1 << 31) }
            ),
            (
                "dilation should be greater than zero, but got dilation_height: 1, dilation_width: 0",
                { try F.convTranspose1d(.ones([1, 1, 2]), .ones([1, 1, 1]), dilation: 1 << 62) }
            ),
            (int, { try F.maxPool2d(.ones([1, 2, 4, 4]), kernelSize: 1 << 40, ceilMode: true) }),
            (int, { try F.avgPool1d(.ones([1, 2, 4]), kernelSize: 2, stride: 1 << 62) }),
            (int, { try F.avgPool3d(.ones([1, 2, 4, 4, 4]), kernelSize: 1 << 31) }),
            (int, { try F.localResponseNorm(.ones([1, 2, 4]), size: .min) }),
            (
                "kernel size should be greater than zero, but got kH: -1 kW: 1",
                { try F.localResponseNorm(.ones([1, 2, 4]), size: -1) }
            ),
            (
                "effective kernel size overflows, but got kernel_size=2 and dilation=9223372036854775807",
                { try F.maxPool1d(.ones([1, 2, 4]), kernelSize: 2, dilation: Int.max) }
            ),
            (
                "argument 'output_size' failed to unpack the object at pos 1",
                { try F.maxUnpool2d(image, .zeros([1, 1, 2, 2], dtype: .int64), kernelSize: 1 << 62) }
            ),
            (
                "Storage size calculation overflowed",
                { try F.maxUnpool2d(image, .zeros([1, 1, 2, 2], dtype: .int64), kernelSize: 1 << 31) }
            ),
            (
                "expected size of input's dimension 2",
                { try F.fold(.ones([1, 4, 1]), outputSize: Int.min, kernelSize: 2) }
            ),
            (
                "the product of kernel_width and kernel_height overflowed",
                {
                    try F.fold(.ones([1, 4, 1]), outputSize: 2, kernelSize: 1 << 62)
                }
            ),
            ("upscale factor is too large", { try F.pixelShuffle(.ones([1, 4, 2, 2]), 1 << 32) }),
        ]
        for (words, call) in cases {
            #expect { try call() } throws: { ($0 as? TensorError)?.message.contains(words) == true }
        }
    }

    /// Windows are clipped to what there is: their size costs nothing.
    @Test func windowsBeyondTheRow() throws {
        let row = Tensor([[1.0, 3, 2, 0]])
        #expect(try F.maxPool1d(row, kernelSize: 1 << 40, ceilMode: true).array() == [3])
        #expect(try F.maxPool1d(row, kernelSize: 1 << 40, padding: 1 << 39).array() == [3])
        let stripes = try F.localResponseNorm(.ones([1, 2, 4]), size: 1 << 20)
        #expect(try stripes.allClose(.ones([1, 2, 4])))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300]) func scaleFactorsThatAreNoSizes(_ factor: Double) {
        for mode in [InterpolationMode.nearest, .nearestExact, .linear, .area] {
            #expect(throws: TensorError.self) {
                try F.interpolate(Tensor([[[1.0, 2.0]]]), scaleFactor: .all(factor), mode: mode)
            }
        }
        #expect { try F.interpolate(Tensor([[[1.0, 2.0]]]), scaleFactor: .all(factor)) } throws: {
            ($0 as? TensorError)?.message == "value cannot be converted to type int64_t without overflow"
        }
    }

    @Test(arguments: [Int.max, 1 << 40, 1 << 36]) func sizesBeyondMemory(_ size: Int) {
        #expect(throws: TensorError.self) { try F.interpolate(Tensor([[[1.0, 2.0]]]), size: size) }
        #expect(throws: TensorError.self) { try F.interpolate(Tensor([[[[1.0]]]]), size: [size, 2], mode: .bicubic) }
        #expect(throws: TensorError.self) {
            try F.interpolate(Tensor([[[[1.0]]]]), size: [2, size], mode: .bilinear, antialias: true)
        }
        #expect(throws: TensorError.self) { try F.adaptiveAvgPool2d(.ones([1, 1, 2, 2]), outputSize: size) }
    }

    @Test func moreLayersThanMemory() {
        let x = Tensor.ones([1, 1, 2])
        for count in [1 << 31, Int.max] {
            #expect(throws: TensorError.self) { try LSTM(2, 2, numLayers: count)(x).output }
            #expect(throws: TensorError.self) { try GRU(2, 2, numLayers: count)(x).output }
            let layer = TransformerEncoderLayer(2, 1, dimFeedforward: 2)
            #expect(throws: TensorError.self) { try TransformerEncoder(layer, numLayers: count)(x) }
        }
    }
}
