import Tern
import Testing

/// Every drawing with sizes, numbers and terminals as far out as their types go: a picture or an error, in bounded time and memory.
@Suite struct ExtremeArgumentTests {
    private static let integers = [0, 1, -1, 7, 1 << 31, 1 << 40, 1 << 62, Int.max, Int.min]
    private static let numbers = [
        0, 1, -1, 1e300, -1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, -.infinity, .nan,
    ]

    private func terminals() -> [Terminal] {
        ExtremeArgumentTests.integers.flatMap { columns -> [Terminal] in
            var changed = Terminal(hasColors: true)
            changed.columns = columns
            return [changed, Terminal(columns: columns, isUnicode: false)]
        }
    }

    private func draw(_ drawing: any Drawing) {
        #expect(drawing.svg.hasPrefix("<svg"))
        for terminal in [Terminal(columns: .min, hasColors: true), Terminal(columns: 200, isUnicode: false)] {
            let longest = drawing.text(for: terminal).split(separator: "\n").map(\.count).max() ?? 0
            #expect(longest < 1_000_000)
        }
    }

    @Test func terminalsHaveAWidth() {
        for terminal in terminals() { #expect((20...1000).contains(terminal.columns)) }
    }

    @Test(arguments: numbers) func lineCharts(_ number: Double) {
        let series = LineChart.Series("a", [1, number, 2, -number], from: number, by: number)
        for other in [0, 1e300, .infinity, .nan] {
            draw(LineChart([series, .init("b", [(number, other), (other, number)])], width: other, height: number))
        }
        for scale in [AxisScale.linear, .log] { draw(LineChart([series], xScale: scale, yScale: scale)) }
        draw(LineChart([]))
    }

    @Test(arguments: integers) func rowsOfText(_ rows: Int) {
        let chart = LineChart(["a": [1, 2, 3]])
        #expect(chart.text(for: Terminal(), rows: rows).split(separator: "\n").count < 600)
    }

    @Test(arguments: numbers) func barsAndLinesOfBlocks(_ number: Double) throws {
        draw(BarChart(["a": number, "b": 1, "": -number]))
        draw(BarChart([:]))
        for terminal in terminals() {
            #expect(Sparkline.text([number, 1, -number], for: terminal).count == 3)
            #expect(Sparkline.text([], for: terminal).isEmpty)
            let long = Sparkline.text([Double](repeating: number, count: 10_000), for: terminal)
            #expect(long.count <= terminal.columns)
        }
    }

    @Test(arguments: integers) func histograms(_ bins: Int) throws {
        let x = Tensor([1.0, 2, 3])
        if (1...1_000_000).contains(bins) {
            draw(try Histogram(x, bins: bins))
        } else {
            #expect(throws: TensorError.self) { try Histogram(x, bins: bins) }
        }
        draw(try Histogram(Tensor(ExtremeArgumentTests.numbers, dtype: .float64), bins: 5))
        draw(try Histogram(Tensor.zeros([0]), bins: 3))
        draw(try Histogram(x, bins: 3, range: -1e308...1e308))
        draw(try Histogram(x, bins: 3, range: 1e300...1e300))
        let error = #expect(throws: TensorError.self) { try Histogram(x, range: -.infinity ... .infinity) }
        #expect(error?.message == "torch.histc: range of [-inf, inf] is not finite")
    }

    @Test(arguments: numbers) func matrices(_ number: Double) throws {
        draw(try HeatMap(Tensor([[number, 1], [-number, 2]], dtype: .float64)))
        for shape in [[0, 0], [0, 3], [3, 0], [1, 5000], [70, 70]] {
            draw(try HeatMap(Tensor.full(shape, number, dtype: .float64)))
        }
    }

    @Test(arguments: integers) func grids(_ columns: Int) throws {
        let images = Tensor.zeros([3, 1, 2, 2])
        if columns > 0 {
            draw(try ImageGrid(images, columns: columns))
        } else {
            #expect(throws: TensorError.self) { try ImageGrid(images, columns: columns) }
        }
        draw(try ImageGrid(Tensor(ExtremeArgumentTests.numbers, dtype: .float64).reshape([1, 1, 2, 5])))
        draw(try ImageGrid(images, range: -.infinity ... .infinity))
        draw(try ImageGrid(images, range: 1e308...1e308))
        for shape in [[0, 1, 2, 2], [2, 3, 0, 4], [2, 1, 4, 0]] { draw(try ImageGrid(Tensor.zeros(shape))) }
    }

    @Test(arguments: integers) func layers(_ number: Int) throws {
        // A layer that cannot be, or whose picture would be endless, is an error.
        let convolutions = [
            Conv2d(1, 1, kernelSize: number), Conv2d(1, 1, kernelSize: 1, stride: number),
            Conv2d(1, 1, kernelSize: 1, padding: number), Conv2d(1, 1, kernelSize: 2, dilation: number),
        ]
        for conv in convolutions {
            if let figure = try? WindowFigure(conv, inputSize: 4) { draw(figure) }
        }
        draw(try ConvolutionFigure(Conv2d(1, 3, kernelSize: 2), .zeros([1, 4, 4]), limit: number))
        if let figure = try? WindowFigure(MaxPool2d(kernelSize: number), inputSize: number) { draw(figure) }
        draw(try LayerDiagram(ReLU(), input: .zeros([0, 3])))
    }

    @Test func aPaddingOfManyPixelsIsNotDrawn() {
        #expect(throws: TensorError.self) { try WindowFigure(Conv2d(1, 1, kernelSize: 1, padding: 2000), inputSize: 4) }
    }
}
