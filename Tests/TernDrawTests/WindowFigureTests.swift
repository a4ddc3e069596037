import Tern
import Testing

@Suite struct WindowFigureTests {
    /// Three windows, their overlaps, and a column that is left over.
    @Test func stride() throws {
        let figure = try WindowFigure(Conv2d(2, 5, kernelSize: 3, stride: 2), inputSize: [5, 8])
        #expect(
            figure.text(for: Terminal()) == """
                kernelSize 3, stride 2, padding 0, dilation 1
                1 1 * 2 2 . . x
                1 1 * 2 2 . . x
                1 1 * 2 * 3 3 x
                . . . . 3 3 3 x
                . . . . 3 3 3 x
                input 5 x 8, output 2 x 3
                """)
        let svg = ParsedSVG(figure.svg)
        #expect(svg.counts["line"] == 1 + 2 * 5)
        #expect(svg.texts.contains("input 5 × 8") && svg.texts.contains("output 2 × 3"))
    }

    @Test func dilationAndPadding() throws {
        let conv = Conv2d(1, 1, kernelSize: [1, 3], padding: [0, 2], dilation: 2)
        #expect(
            try WindowFigure(conv, inputSize: [2, 4], title: "T").text(for: Terminal()) == """
                T
                1 2 1 2 1 2 - -
                - - . 3 . 3 - 3
                input 2 x 4, padded 2 x 8, output 2 x 4
                """)
        #expect(ParsedSVG(try WindowFigure(conv, inputSize: [2, 4]).svg).texts.filter { $0 == "0" }.count == 8)
        let mirrored = Conv2d(1, 1, kernelSize: 3, padding: 1, paddingMode: .reflect)
        #expect(!ParsedSVG(try WindowFigure(mirrored, inputSize: 4).svg).texts.contains("0"))
    }

    /// The extra element of an even kernel is behind the image; torch adds it there too.
    @Test func same() throws {
        let figure = try WindowFigure(
            Conv2d(1, 1, kernelSize: [1, 4], padding: .same), inputSize: [1, 3], title: "same")
        #expect(
            figure.text(for: Terminal()) == """
                same
                1 * * * * 3
                input 1 x 3, padded 1 x 6, output 1 x 3
                """)
    }

    @Test func pooling() throws {
        let floor = try WindowFigure(MaxPool2d(kernelSize: [1, 2]), inputSize: [1, 5], title: "")
        #expect(floor.text(for: Terminal()) == "\n1 1 2 2 x\ninput 1 x 5, output 1 x 2")
        let ceil = try WindowFigure(MaxPool2d(kernelSize: [1, 2], ceilMode: true), inputSize: [1, 5], title: "")
        #expect(ceil.text(for: Terminal()) == "\n1 1 2 2 3 3\ninput 1 x 5, output 1 x 3")
        #expect(ParsedSVG(ceil.svg).texts.contains("−∞"))
    }

    @Test(arguments: [(1, 1, 1, 0, 1), (64, 7, 2, 3, 1), (40, 3, 5, 0, 3), (6, 6, 1, 0, 1)])
    func sizes(size: Int, kernel: Int, stride: Int, padding: Int, dilation: Int) throws {
        let conv = Conv2d(1, 1, kernelSize: kernel, stride: stride, padding: padding, dilation: dilation)
        let figure = try WindowFigure(conv, inputSize: size)
        _ = ParsedSVG(figure.svg)
        let count = (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1
        #expect(figure.text(for: Terminal()).hasSuffix("output \(count) x \(count)"))
    }

    @Test func refusals() throws {
        #expect(throws: TensorError.self) { try WindowFigure(Conv2d(1, 1, kernelSize: 5), inputSize: 4) }
        #expect(throws: TensorError.self) { try WindowFigure(Conv2d(3, 2, kernelSize: 3, groups: 2), inputSize: 8) }
        for size in [[0, 4], [4], [1, 2, 3], [65, 8], [-1, 2]] {
            #expect(throws: TensorError.self) { try WindowFigure(MaxPool2d(kernelSize: 1), inputSize: size) }
        }
    }
}
