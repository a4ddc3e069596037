import TernCore

/// The share of samples whose class has the highest score, or one of the `topK` highest.
///
/// value = correct / all. Of equal scores the lower class counts as the higher score.
///
/// - Source: `torchmetrics.classification.MulticlassAccuracy` with `average="micro"`.
public struct Accuracy: Metric, Sendable {
    /// How many of the highest scores count.
    public let topK: Int
    /// How many samples were right.
    public internal(set) var correct = 0
    /// How many samples there were.
    public internal(set) var total = 0

    /// - Parameter topK: how many of the highest scores count. Default 1.
    public init(topK: Int = 1) { self.topK = max(topK, 1) }

    /// Takes in a batch: scores [N, C], classes [N].
    public mutating func update(_ scores: Tensor, _ target: Tensor) throws {
        let batch = try ScoredBatch(scores, target, "Accuracy")
        for (index, target) in batch.targets.enumerated() {
            let row = Array(batch.row(index))
            // A NaN is above nothing, and whatever is compared with one is not counted as below.
            let ahead = row.indices.count { !(row[$0] < row[target]) && (row[$0] != row[target] || $0 < target) }
            let isCounted = !row[target].isNaN
            if isCounted, ahead < topK { correct += 1 }
            total += 1
        }
    }

    /// correct / total
    public var value: Double { total == 0 ? .nan : Double(correct) / Double(total) }
}
