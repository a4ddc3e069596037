import Foundation
import Tern
import Testing

@Suite struct TensorDrawingTests {
    @Test func heatMap() throws {
        let map = try HeatMap(
            Tensor([[1, -2], [0, .nan]]), title: "M", rowLabels: ["r<", "s"], columnLabels: ["c", "d"])
        let svg = ParsedSVG(map.svg)
        #expect(["1", "-2", "0", "nan", "r<", "c", "M"].allSatisfy { svg.texts.contains($0) })
        let fills = (svg.attributes["rect"] ?? []).prefix(4).map { $0["fill"] }
        #expect(fills == ["#f4a582", "#2166ac", "#f7f7f7", "none"])
        #expect(map.text(for: Terminal()) == "M\n     c   d\nr<   1  -2\n s   0 nan")
        #expect(throws: TensorError.self) { try HeatMap(Tensor([1, 2])) }
        #expect(throws: TensorError.self) { try HeatMap(Tensor([[1, 2]]), rowLabels: ["a", "b"]) }
    }

    @Test func largeHeatMapsAreEmbedded() throws {
        let map = try HeatMap(Tensor.arange(6000).reshape([60, 100]))
        let svg = ParsedSVG(map.svg)
        let pixels = try embedded(svg)
        try #require(pixels.count == 1)
        #expect(pixels[0].shape == [3, 60, 100])
        #expect(try pixels[0][0..., 0, 0].array(of: Int.self) == [68, 1, 84])
        #expect(try pixels[0][0..., 59, 99].array(of: Int.self) == [253, 231, 37])
        #expect(map.text(for: Terminal(columns: 50)).split(separator: "\n").allSatisfy { $0.count <= 50 })
    }

    @Test(arguments: [[0, 3], [3, 0], [1, 1], [2, 50]]) func oddMatrices(shape: [Int]) throws {
        let map = try HeatMap(Tensor.zeros(shape))
        _ = ParsedSVG(map.svg)
        _ = map.text(for: Terminal())
        _ = ParsedSVG(try HeatMap(Tensor.full(shape, 1e38)).svg)
    }

    @Test func confusion() throws {
        let matrix = try ConfusionChart(
            targets: Tensor([0, 1, 1, 2]), predictions: Tensor([[3, 1, 0], [0, 2, 1], [4, 1, 0], [0, 0, 1]]),
            labels: ["cat", "dog", "<bird>"])
        #expect(matrix.counts == [[1, 0, 0], [1, 1, 0], [0, 0, 1]])
        #expect(matrix.accuracy == 0.75)
        let svg = ParsedSVG(matrix.svg)
        #expect(svg.texts.filter { $0 == "<bird>" }.count == 2)
        #expect(svg.texts.filter { $0 == "1" }.count == 4)
        #expect(svg.texts.contains("Confusion matrix (accuracy 75 %)"))
        #expect(
            matrix.text(for: Terminal(columns: 30)) == """
                Confusion matrix (accuracy 75 %)
                          cat    dog <bird>
                   cat      1      .      .
                   dog      1      1      .
                <bird>      .      .      1
                """)
        #expect(throws: TensorError.self) {
            try ConfusionChart(targets: Tensor([0]), predictions: Tensor([3]), labels: ["a", "b"])
        }
        #expect(throws: TensorError.self) {
            try ConfusionChart(targets: Tensor([0, 1]), predictions: Tensor([0]), labels: ["a", "b"])
        }
        _ = ParsedSVG(try ConfusionChart(targets: Tensor.zeros([0]), predictions: Tensor.zeros([0]), labels: []).svg)
    }

    @Test func imageGrid() throws {
        let images = try Tensor.arange(2 * 3 * 2 * 4).reshape([2, 3, 2, 4]).to(.uint8)
        let svg = ParsedSVG(try ImageGrid(images, captions: ["a&b", "c"]).svg)
        let pixels = try embedded(svg)
        try #require(pixels.count == 2)
        #expect(try pixels[1].array(of: Int.self) == images[1].array(of: Int.self))
        #expect(svg.texts == ["a&b", "c"])
    }

    @Test func rangesOfImages() throws {
        func levels(_ values: [Double], _ range: ClosedRange<Double>? = nil) throws -> [Int] {
            let grid = try ImageGrid(Tensor(values, shape: [1, 1, values.count]), range: range)
            return try embedded(ParsedSVG(grid.svg))[0].array(of: Int.self)
        }
        #expect(try levels([0, 0.5, 1]) == [0, 128, 255])
        #expect(try levels([-1, 0, 1]) == [0, 128, 255])
        #expect(try levels([0, 0.25, .nan], 0...0.5) == [0, 128, 0])
        #expect(throws: TensorError.self) { try ImageGrid(Tensor.zeros([2, 5, 3, 3])) }
        #expect(throws: TensorError.self) { try ImageGrid(Tensor.zeros([2, 3, 3]), captions: ["one"]) }
        _ = ParsedSVG(try ImageGrid(Tensor.zeros([0, 3, 4, 4])).svg)
    }

    @Test func imagesInTerminals() throws {
        let grid = try ImageGrid(Tensor([[[0.0, 1.0], [1.0, 0.0]]]))
        #expect(grid.text(for: Terminal()) == "  ██\n██")
        let colored = grid.text(for: Terminal(hasColors: true))
        #expect(colored.hasPrefix("\u{1B}[38;2;0;0;0;48;2;255;255;255m▀") && colored.hasSuffix("\u{1B}[0m"))
    }

    /// The pictures in a document.
    private func embedded(_ svg: ParsedSVG) throws -> [Tensor] {
        try (svg.attributes["image"] ?? []).map { image in
            let text = try #require(image["href"]?.split(separator: ",").last)
            return try PNG.decode([UInt8](#require(Data(base64Encoded: String(text)))))
        }
    }
}
