import Foundation
import Tern
import Testing

/// Scikit-learn's figures for the same scores.
struct MetricCase: Decodable, Sendable, CustomStringConvertible {
    var name: String
    var classes: Int
    var scores: [Float]
    var target: [Int]
    var accuracy: Double
    var top: [String: Double]
    var confusion: [Int]
    var precision: [Double]
    var recall: [Double]
    var f1: [Double]
    var support: [Int]
    var areas: [String: Double]
    var meanArea: Double
    var description: String { name }

    static let all: [MetricCase] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/metrics.json")
        guard let data = try? Data(contentsOf: file) else { return [] }
        return (try? JSONDecoder().decode([String: [MetricCase]].self, from: data))?["cases"] ?? []
    }()

    /// Takes the samples in batches of seven.
    func fed<Value: Metric>(_ metric: Value) throws -> Value {
        var metric = metric
        let (x, y) = (try Tensor(scores).reshape([target.count, classes]), Tensor(target))
        for start in stride(from: 0, to: target.count, by: 7) {
            let length = min(7, target.count - start)
            try metric.update(x.narrow(0, start: start, length: length), y.narrow(0, start: start, length: length))
        }
        return metric
    }
}

@Suite struct MetricTests {
    @Test func fixturesAreThere() { #expect(MetricCase.all.count == 4) }

    @Test(arguments: MetricCase.all) func agreesWithScikitLearn(_ item: MetricCase) throws {
        func close(_ left: [Double], _ right: [Double]) -> Bool {
            left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) < 1e-12 }
        }
        #expect(abs(try item.fed(Accuracy()).value - item.accuracy) < 1e-12)
        for (k, value) in item.top {
            #expect(abs(try item.fed(Accuracy(topK: Int(k) ?? 0)).value - value) < 1e-12, "top \(k)")
        }
        let matrix = try item.fed(ConfusionMatrix(classes: item.classes))
        #expect(matrix.counts == item.confusion)
        #expect(close(matrix.precision, item.precision))
        #expect(close(matrix.recall, item.recall))
        #expect(close(matrix.f1, item.f1))
        #expect((0..<item.classes).map { matrix.support($0) } == item.support)
        #expect(abs(matrix.value - item.accuracy) < 1e-12)
        let areas = try item.fed(AUROC())
        for (label, area) in areas.perClass.enumerated() {
            if let expected = item.areas["\(label)"] {
                #expect(abs(area - expected) < 1e-12)
            } else {
                #expect(area.isNaN)
            }
        }
        #expect(abs(areas.value - item.meanArea) < 1e-12)
    }

    @Test func nothingIsNotANumber() {
        #expect(Accuracy().value.isNaN)
        #expect(AUROC().value.isNaN)
        #expect(ConfusionMatrix(classes: 3).value.isNaN)
        #expect(RunningMean().value.isNaN)
    }

    @Test func batchesThatDoNotFitChangeNothing() throws {
        var accuracy = Accuracy()
        var matrix = ConfusionMatrix(classes: 3)
        for (x, y) in [
            (Tensor.zeros([2, 3]), Tensor([0, 3])), (Tensor.zeros([2, 3]), Tensor([0])),
            (Tensor.zeros([2]), Tensor([0, 1])), (Tensor.zeros([2, 3]), Tensor([-1, 0])),
        ] {
            #expect(throws: TensorError.self) { try accuracy.update(x, y) }
            #expect(throws: TensorError.self) { try matrix.update(x, y) }
        }
        #expect(throws: TensorError.self) { try matrix.update(Tensor.zeros([1, 4]), Tensor([0])) }
        #expect(accuracy.total == 0)
        #expect(matrix.counts.reduce(0, +) == 0)
    }

    @Test func scoresThatAreNaNAreWrong() throws {
        var accuracy = Accuracy()
        try accuracy.update(Tensor([[Float.nan, Float.nan], [1, Float.nan]]), Tensor([0, 0]))
        #expect(accuracy.total == 2)
        #expect(accuracy.correct == 0)
    }

    @Test func meansAreWeighted() {
        var mean = RunningMean()
        mean.update(1, weight: 3)
        mean.update(5)
        #expect(mean.value == 2)
    }
}
