import TernCore

/// How often each class was taken for each other: row t, column p counts the samples of class t that were predicted as p.
///
/// Precision, recall and F1 of each class come from it; where a class has none to divide by, they are 0.
///
/// - Source: `sklearn.metrics.confusion_matrix`, `precision_recall_fscore_support`.
public struct ConfusionMatrix: Metric, Sendable {
    /// How many classes there are.
    public let classes: Int
    /// The counts, row by row.
    public private(set) var counts: [Int]

    /// - Parameter classes: how many there are.
    public init(classes: Int) {
        self.classes = max(classes, 0)
        counts = Array(repeating: 0, count: self.classes * self.classes)
    }

    /// Takes in a batch: scores [N, C], classes [N].
    public mutating func update(_ scores: Tensor, _ target: Tensor) throws {
        let batch = try ScoredBatch(scores, target, "ConfusionMatrix")
        guard batch.classes == classes else {
            throw TensorError(
                .value, "ConfusionMatrix", "Expected scores of \(classes) classes, got \(batch.classes)",
                shapes: ["scores": scores.shape])
        }
        for (index, target) in batch.targets.enumerated() { counts[target * classes + batch.prediction(index)] += 1 }
    }

    /// How many samples of a class were predicted as another, or as itself.
    public subscript(target: Int, prediction: Int) -> Int { counts[target * classes + prediction] }

    /// The share of the samples that were right.
    public var value: Double {
        ratio((0..<classes).map { self[$0, $0] }.reduce(0, +), counts.reduce(0, +), empty: .nan)
    }

    /// For each class, how many of those predicted as it were of it.
    public var precision: [Double] { (0..<classes).map { ratio(self[$0, $0], predicted($0)) } }

    /// For each class, how many of it were predicted as it.
    public var recall: [Double] { (0..<classes).map { ratio(self[$0, $0], support($0)) } }

    /// For each class 2 * precision * recall / (precision + recall).
    public var f1: [Double] {
        (0..<classes).map { ratio(2 * self[$0, $0], predicted($0) + support($0)) }
    }

    /// The mean of F1 over the classes.
    public var macroF1: Double { classes == 0 ? .nan : f1.reduce(0, +) / Double(classes) }

    /// How many samples of a class there were.
    public func support(_ target: Int) -> Int { (0..<classes).map { self[target, $0] }.reduce(0, +) }

    /// The counts as a tensor [classes, classes] of int64.
    public var tensor: Tensor {
        get throws { try Tensor(counts, dtype: .int64).reshape([classes, classes]) }
    }

    private func predicted(_ prediction: Int) -> Int { (0..<classes).map { self[$0, prediction] }.reduce(0, +) }

    private func ratio(_ part: Int, _ whole: Int, empty: Double = 0) -> Double {
        whole == 0 ? empty : Double(part) / Double(whole)
    }
}
