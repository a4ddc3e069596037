import Foundation
import Tern
import Testing

@Suite struct LineChartTests {
    @Test func structure() {
        let chart = LineChart(
            ["training": [3, 2, 1], "validation": [3, 2.5, 2]], title: "Loss", xLabel: "epoch", yLabel: "nats", from: 1)
        let svg = ParsedSVG(chart.svg)
        #expect(svg.counts["path"] == 2)
        #expect(svg.texts.contains("Loss") && svg.texts.contains("epoch") && svg.texts.contains("nats"))
        #expect(svg.texts.contains("training") && svg.texts.contains("validation"))
        #expect(svg.texts.filter { ["1", "2", "3"].contains($0) }.sorted() == ["1", "2", "3"])
        #expect(svg.attributes["svg"]?[0]["viewBox"] == "0 0 640 360")
        #expect(chart.svg.contains("prefers-color-scheme:dark") && chart.svg.contains("currentColor"))
    }

    @Test func gapsAndSinglePoints() {
        let chart = LineChart(["a": [1, 2, .nan, 4, .infinity, 3, 2]])
        let svg = ParsedSVG(chart.svg)
        #expect(svg.counts["path"] == 2)
        #expect(svg.counts["circle"] == 1)
    }

    @Test func logarithmicAxisLeavesOutWhatIsNotPositive() {
        let chart = LineChart(["a": [0, 10, 100, -1, 1000, 100]], yScale: .log)
        let svg = ParsedSVG(chart.svg)
        #expect(svg.counts["path"] == 2)
        #expect(svg.texts.contains("1000"))
    }

    @Test func placesOfPoints() throws {
        let chart = LineChart([LineChart.Series("a", [(0, 0), (1, 2), (2, 1)])])
        let path = try #require(ParsedSVG(chart.svg).attributes["path"]?[0]["d"])
        let numbers = path.split { "ML ".contains($0) }.compactMap { Double($0) }
        try #require(numbers.count == 6)
        #expect(abs(numbers[2] - (numbers[0] + numbers[4]) / 2) < 0.02)
        #expect(abs(numbers[5] - (numbers[1] + numbers[3]) / 2) < 0.02)
        #expect(numbers[3] < numbers[1])
    }

    @Test(
        arguments: [
            [], [.nan, .nan], [1], [5, 5, 5], [-1e308, 1e308], [.infinity], [Double.leastNonzeroMagnitude, 0],
            [1e16, 1e16 + 2],
        ] as [[Double]])
    func oddSeries(values: [Double]) {
        for scale in [AxisScale.linear, .log] {
            let chart = LineChart(["x": values], yScale: scale)
            _ = ParsedSVG(chart.svg)
            for terminal in [Terminal(columns: 40), Terminal(columns: 1, isUnicode: false)] {
                #expect(chart.text(for: terminal).split(separator: "\n").count >= 18)
            }
        }
        #expect(ParsedSVG(LineChart(["x": values]).svg).texts.contains("no data") == !values.contains { $0.isFinite })
    }

    @Test func labelsAreEscaped() {
        let label = "a<b> & \"c\" 'd'\u{1}\n]]>"
        let svg = ParsedSVG(LineChart([label: [1, 2]], xLabel: label).svg)
        #expect(svg.texts.filter { $0 == "a<b> & \"c\" 'd'\u{FFFD} ]]>" }.count == 2)
    }

    @Test func longCurvesAreThinnedWithoutLosingPeaks() throws {
        var values = (0..<100_000).map { sin(Double($0)) }
        values[50_000] = 40
        let svg = LineChart(["x": values]).svg
        #expect(svg.utf8.count < 100_000)
        let path = try #require(ParsedSVG(svg).attributes["path"]?[0]["d"])
        let heights = path.split { "ML".contains($0) }.compactMap {
            $0.split(separator: " ").last.flatMap { Double($0) }
        }
        let low = try #require(heights.min())
        #expect(low < 60 && heights.filter { $0 < 200 }.count == 1)
    }

    @Test func tensors() throws {
        let y = Tensor([0.5, 0.25], requiresGrad: true)
        #expect(try LineChart.Series("a", y).points.map(\.x) == [0, 1])
        #expect(try LineChart.Series("a", y, x: Tensor([10, 20])).points.map(\.x) == [10, 20])
        #expect(throws: TensorError.self) { try LineChart.Series("a", y, x: Tensor([1, 2, 3])) }
        #expect(throws: TensorError.self) { try LineChart.Series("a", Tensor([[1, 2]])) }
    }

    @Test func saving() throws {
        let chart = LineChart(["a": [1, 2]])
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("chart-\(UUID()).svg")
        defer { try? FileManager.default.removeItem(at: file) }
        try chart.save(to: file)
        #expect(try String(contentsOf: file, encoding: .utf8) == chart.svg)
        #expect(throws: TensorError.self) { try chart.save(to: file.appendingPathComponent("x.svg")) }
    }
}
