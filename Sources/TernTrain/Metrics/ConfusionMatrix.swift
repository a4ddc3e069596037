import TernCore

/// How often each class was taken for each other: row t, column p counts the samples of class t that were predicted as p.
///
/// Precision, recall and F1 of each class come from it; where a class has none to divide by, they are 0.
///
/// - Source: `sklearn.metrics.confusion_matrix`, `precision_recall_fscore_support`.
public struct ConfusionMatrix: Metric, Sendable {
    /// How many classes there are.
    public let classes: Int

    /// What was counted; most pairs of many classes never occur.
    private var cells: [Cell: Int] = [:]

    private struct Cell: Hashable {
        let target: Int
        let prediction: Int
    }

    /// The most classes that figures are kept for, and the most whose table is written out.
    private static let (most, mostWritten) = (1 << 20, 1 << 12)

    /// - Parameter classes: how many there are, 2^20 at most: the first `update` of more throws.
    public init(classes: Int) { self.classes = max(classes, 0) }

    /// Takes in a batch: scores [N, C], classes [N].
    public mutating func update(_ scores: Tensor, _ target: Tensor) throws {
        let batch = try ScoredBatch(scores, target, "ConfusionMatrix")
        guard batch.classes == classes, classes <= ConfusionMatrix.most else {
            let limit = classes > ConfusionMatrix.most ? ", of which there can be \(ConfusionMatrix.most)" : ""
            throw TensorError(
                .value, "ConfusionMatrix", "Expected scores of \(classes) classes\(limit), got \(batch.classes)",
                shapes: ["scores": scores.shape])
        }
        for (index, target) in batch.targets.enumerated() {
            cells[Cell(target: target, prediction: batch.prediction(index)), default: 0] += 1
        }
    }

    /// How many samples of a class were predicted as another, or as itself; 0 for what is no class.
    public subscript(target: Int, prediction: Int) -> Int { cells[Cell(target: target, prediction: prediction)] ?? 0 }

    /// The counts, row by row; empty for more than 4096 classes, whose table would fill the memory.
    public var counts: [Int] {
        guard classes <= ConfusionMatrix.mostWritten else { return [] }
        var counts = [Int](repeating: 0, count: classes * classes)
        for (cell, count) in cells { counts[cell.target * classes + cell.prediction] = count }
        return counts
    }

    /// The share of the samples that were right.
    public var value: Double {
        ratio(cells.reduce(0) { $1.key.target == $1.key.prediction ? $0 + $1.value : $0 }, total, empty: .nan)
    }

    /// For each class, how many of those predicted as it were of it.
    public var precision: [Double] {
        let predicted = sums(\.prediction)
        return predicted.indices.map { ratio(self[$0, $0], predicted[$0]) }
    }

    /// For each class, how many of it were predicted as it.
    public var recall: [Double] {
        let supports = sums(\.target)
        return supports.indices.map { ratio(self[$0, $0], supports[$0]) }
    }

    /// For each class 2 * precision * recall / (precision + recall).
    public var f1: [Double] {
        let (predicted, supports) = (sums(\.prediction), sums(\.target))
        return supports.indices.map { ratio(2 * self[$0, $0], predicted[$0] + supports[$0]) }
    }

    /// The mean of F1 over the classes.
    public var macroF1: Double {
        let values = f1
        return values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
    }

    /// How many samples of a class there were; 0 for what is no class.
    public func support(_ target: Int) -> Int { cells.reduce(0) { $1.key.target == target ? $0 + $1.value : $0 } }

    /// The counts as a tensor [classes, classes] of int64.
    ///
    /// - Throws: `TensorError` for more than 4096 classes.
    public var tensor: Tensor {
        get throws {
            guard classes <= ConfusionMatrix.mostWritten else {
                throw TensorError(
                    .value, "ConfusionMatrix", "the table of \(classes) classes is too large to be written out",
                    hint: "ask for the counts that you need: matrix[target, prediction]")
            }
            return try Tensor(counts, dtype: .int64).reshape([classes, classes])
        }
    }

    private var total: Int { cells.values.reduce(0, +) }

    /// The counts of each class, by one of a cell's sides; none where `update` takes nothing in.
    private func sums(_ side: KeyPath<Cell, Int>) -> [Int] {
        guard classes <= ConfusionMatrix.most else { return [] }
        var sums = [Int](repeating: 0, count: classes)
        for (cell, count) in cells { sums[cell[keyPath: side]] += count }
        return sums
    }

    private func ratio(_ part: Int, _ whole: Int, empty: Double = 0) -> Double {
        whole == 0 ? empty : Double(part) / Double(whole)
    }
}
