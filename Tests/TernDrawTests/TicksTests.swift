import Tern
import Testing

@Suite struct TicksTests {
    @Test func roundNumbersWithinTheRange() {
        let ticks = Ticks.linear(0.05, 1.02, count: 5)
        #expect(ticks.values == [0.2, 0.4, 0.6, 0.8, 1])
        #expect(ticks.labels == ["0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(Ticks.linear(-3, 7, count: 5).labels == ["-2", "0", "2", "4", "6"])
        #expect(Ticks.linear(0, 0.3, count: 3).values == [0, 0.1, 0.2, 0.3])
        #expect(Ticks.linear(0, 99, count: 5).labels == ["0", "20", "40", "60", "80"])
    }

    @Test func manyMagnitudes() {
        #expect(Ticks.linear(0, 4e6, count: 4).labels == ["0", "1e6", "2e6", "3e6", "4e6"])
        #expect(Ticks.linear(1.5e6, 3e6, count: 3).labels == ["1.5e6", "2e6", "2.5e6", "3e6"])
        #expect(Ticks.linear(-2e-7, 2e-7, count: 4).labels == ["-2e-7", "-1e-7", "0", "1e-7", "2e-7"])
        #expect(Ticks.linear(-1e308, 1e308, count: 4).labels == ["-1e308", "-5e307", "0", "5e307", "1e308"])
        #expect(Ticks.linear(0, Double.leastNonzeroMagnitude, count: 4).values.count < 10)
    }

    @Test func wholeNumbersStayWhole() {
        #expect(Ticks.linear(1, 3, count: 10, whole: true).values == [1, 2, 3])
    }

    @Test func noRange() {
        #expect(Ticks.linear(4, 4, count: 5).values == [4])
        #expect(Ticks.linear(1e16, 1e16 + 4, count: 5).values.count < 100)
    }

    @Test func logarithmic() {
        #expect(Ticks.log(0.001, 1000, count: 7).labels == ["0.001", "0.01", "0.1", "1", "10", "100", "1000"])
        #expect(Ticks.log(0.04, 3, count: 7).labels == ["0.05", "0.1", "0.2", "0.5", "1", "2"])
        #expect(Ticks.log(1e-12, 1, count: 4).labels == ["1e-12", "1e-9", "1e-6", "0.001", "1"])
        #expect(Ticks.log(3, 4, count: 5).labels == ["3.0", "3.2", "3.4", "3.6", "3.8", "4.0"])
        #expect(Ticks.log(1e-300, 1e300, count: 5).values.count < 10)
    }

    @Test(
        arguments: [
            (0.0, "0"), (-0.0, "0"), (1, "1"), (0.125, "0.125"), (-2.5, "-2.5"), (1234.5678, "1235"), (1e6, "1e6"),
            (3.21e-5, "3.21e-5"), (999_999, "999999"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
            (0.1 + 0.2, "0.3"), (Double.leastNormalMagnitude, "2.225e-308"),
        ] as [(Double, String)])
    func numbers(value: Double, label: String) { #expect(NumberLabel.text(value) == label) }

    @Test func axesOfOddData() {
        #expect(Axis([]).fraction(0.5) == 0.5)
        #expect(Axis([.nan, .infinity]).lower == 0)
        #expect(Axis([5, 5]).fraction(5) == 0.5)
        #expect(Axis([0, 0]).fraction(0) == 0)
        #expect(abs((Axis([-1, -1]).fraction(-1) ?? 0) - 0.5) < 1e-12)
        #expect(Axis([-1e308, 1e308]).fraction(0) == 0.5)
        #expect(Axis([-1, 0, 10, 1000], scale: .log).fraction(100) == 0.5)
        #expect(Axis([-1, 0, 10], scale: .log).fraction(0) == nil)
        #expect(Axis([1, 2], margin: 0.1).lower == 0.9)
        #expect(Axis([0.01, 2], margin: 0.1).lower == 0)
    }
}
