import Tern
import Testing

@Suite struct NetworkDrawingTests {
    @Test func layers() throws {
        let net = Sequential {
            Conv2d(1, 8, kernelSize: 3, padding: 1, bias: false)
            Sequential {
                BatchNorm2d(8)
                MaxPool2d(kernelSize: 2)
            }
            Flatten()
            Linear(8 * 7 * 5, 1000)
        }
        let diagram = try LayerDiagram(net, input: Tensor.ones([2, 1, 14, 10]))
        #expect(diagram.layers.map(\.name) == ["0", "1.0", "1.1", "2", "3"])
        #expect(
            diagram.layers.map(\.outputShape) == [
                [2, 8, 14, 10], [2, 8, 14, 10], [2, 8, 7, 5], [2, 280], [2, 1000],
            ])
        #expect(diagram.layers.map(\.parameterCount) == [72, 16, 0, 0, 281_000])
        // Looking at a network must not train it.
        #expect(
            try net.namedBuffers.filter { $0.name.hasSuffix("num_batches_tracked") }.map { try $0.buffer.tensor.item() }
                == [0])
        let svg = ParsedSVG(diagram.svg)
        #expect(svg.texts.contains("2 × 8 × 7 × 5") && svg.texts.contains("281,088 parameters"))
        // A long line goes on in the next one instead of being cut.
        let all = svg.texts.joined(separator: " ")
        #expect(all.contains("1.0: \(BatchNorm2d(8))") && !svg.texts.contains("1.0: \(BatchNorm2d(8))"))
        let lines = diagram.text(for: Terminal(columns: 60)).split(separator: "\n")
        #expect(lines.count == 7 && lines.last == "281,088 parameters" && lines.allSatisfy { $0.count <= 60 })
        #expect(throws: TensorError.self) { try LayerDiagram(net, input: Tensor.ones([2, 3, 14, 10])) }
    }

    @Test(arguments: [(2, 3, 1), (4, 4, 2), (3, 6, 3), (12, 20, 1)])
    func convolution(channels: Int, filters: Int, groups: Int) throws {
        let conv = Conv2d(channels, filters, kernelSize: [2, 3], groups: groups)
        let input = Tensor.randn([1, channels, 4, 5])
        let figure = try ConvolutionFigure(conv, input)
        let svg = ParsedSVG(figure.svg)
        let (inputs, outputs, kernels) = (min(channels, 8), min(filters, 8), min(channels / groups, 8))
        // A cell for each number, and a frame for each matrix.
        let cells = inputs * (4 * 5 + 1) + outputs * kernels * (2 * 3 + 1) + outputs * (3 * 3 + 1)
        #expect(svg.counts["rect"] == cells)
        #expect(svg.texts.filter { $0.hasPrefix("w[") }.count == outputs * kernels)
        #expect(svg.texts.filter { $0 == "Σ + bias" }.count == outputs)
        #expect(svg.texts.contains("… \(channels - inputs) more") == (channels > inputs))
        #expect(svg.texts.contains("output [\(filters), 3, 3]"))
        _ = figure.text(for: Terminal())
    }

    @Test func convolutionNumbers() throws {
        let conv = Conv2d(2, 2, kernelSize: 1, groups: 2)
        conv.weight.tensor = try Tensor([0.5, 3]).reshape([2, 1, 1, 1])
        conv.bias?.tensor = Tensor([0.25, -7])
        let figure = try ConvolutionFigure(conv, Tensor([2, 10]).to(.float32).reshape([2, 1, 1]))
        let texts = ParsedSVG(figure.svg).texts
        #expect(["2", "10", "0.500", "3.000", "0.25", "-7", "1.25", "23.00"].allSatisfy { texts.contains($0) })
        #expect(
            figure.text(for: Terminal()) == """
                Conv2d(2, 2, kernel_size=(1, 1), stride=(1, 1), groups=2)
                input [2, 1, 1]   output [2, 1, 1]
                output 0 = sum over channel 0 of w[0, …] * input + 0.25
                  w[0, 0]        0.5
                output 1 = sum over channel 1 of w[1, …] * input + -7
                  w[1, 0]          3
                """)
    }

    @Test func refusals() throws {
        let conv = Conv2d(1, 1, kernelSize: 3)
        #expect(throws: TensorError.self) { try ConvolutionFigure(conv, Tensor.ones([2, 1, 5, 5])) }
        #expect(throws: TensorError.self) { try ConvolutionFigure(conv, Tensor.ones([1, 2, 5, 5])) }
        #expect(throws: TensorError.self) {
            try ConvolutionFigure(Conv2d(3, 2, kernelSize: 3, groups: 2), Tensor.ones([3, 5, 5]))
        }
    }
}
