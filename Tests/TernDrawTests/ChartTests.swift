import Tern
import Testing

@Suite struct ChartTests {
    @Test func bars() throws {
        let chart = BarChart(["a<b": 2, "half": -1, "none": .nan], title: "T & U")
        let svg = ParsedSVG(chart.svg)
        let widths = (svg.attributes["rect"] ?? []).compactMap { $0["width"].flatMap { Double($0) } }
        try #require(widths.count == 3)
        #expect(abs(widths[0] - 2 * widths[1]) < 0.05 && widths[2] == 0)
        #expect(["a<b", "T & U", "2", "-1", "nan"].allSatisfy { svg.texts.contains($0) })
        #expect(
            chart.text(for: Terminal(columns: 20, isUnicode: false)) == """
                T & U
                a<b  ########## 2
                half ----- -1
                none  nan
                """)
        #expect(throws: TensorError.self) { try BarChart(Tensor([1, 2]), labels: ["one"]) }
        for values in [[], [.infinity, 1], [0, 0], [-1e308, 1e308]] as [[Double]] {
            let odd = try BarChart(Tensor(values, dtype: .float64), labels: values.map { "\($0)" })
            _ = ParsedSVG(odd.svg)
            _ = odd.text(for: Terminal())
        }
    }

    @Test func eighths() {
        let text = BarChart(["a": 8, "b": 1]).text(for: Terminal(columns: 20))
        #expect(text == "a ███████████████ 8\nb █▉ 1")
    }

    @Test func histogramCounts() throws {
        let histogram = try Histogram(Tensor([0, 0.1, 0.5, 0.9, 1, .nan, .infinity]), bins: 2)
        #expect(histogram.counts == [2, 3])
        #expect(histogram.edges == [0, 0.5, 1])
        #expect(histogram.leftOut == 2)
        let svg = ParsedSVG(histogram.svg)
        #expect(svg.counts["rect"] == 2)
        #expect(svg.texts.contains("2 not shown (nan, inf or outside)"))
        #expect(try Histogram(Tensor([1, 2, 9]), bins: 2, range: 0...4).counts == [1, 1])
        #expect(try Histogram(Tensor([3, 3]), bins: 1).edges == [2.5, 3.5])
        #expect(throws: TensorError.self) { try Histogram(Tensor([1]), bins: 0) }
    }

    @Test(arguments: [[], [.nan], [5], [-1e308, 1e308], [1e300, 1e300]] as [[Double]])
    func oddHistograms(values: [Double]) throws {
        let histogram = try Histogram(Tensor(values, dtype: .float64))
        #expect(histogram.counts.reduce(0, +) + histogram.leftOut == values.count)
        _ = ParsedSVG(histogram.svg)
        _ = histogram.text(for: Terminal())
    }

    @Test func sparklines() {
        #expect(Sparkline.text([0, 1, 2, .nan, 7], for: Terminal()) == "▁▂▃ █")
        #expect(Sparkline.text([1, 1], for: Terminal(isUnicode: false)) == "==")
        #expect(Sparkline.text([], for: Terminal()) == "")
        #expect(Sparkline.text((0..<200).map(Double.init), for: Terminal(columns: 40)).count == 40)
    }
}
