import TernCore

/// The area under the receiver operating characteristic: how probably a sample of a class scores higher for it than one of
/// another class. Equal scores count half.
///
/// For more than two classes each class is set against all others, and the mean is taken over the classes that occur, but
/// not in every sample.
///
/// - Source: `sklearn.metrics.roc_auc_score` with `multi_class="ovr"`.
public struct AUROC: Metric, Sendable {
    private var scores: [Float] = []
    private var targets: [Int] = []
    private var classes = 0

    /// An area over no samples yet.
    public init() {}

    /// Takes in a batch: scores [N, C], classes [N]. With two or more classes in softmax probabilities or in logits; areas
    /// of the two differ only for more than two classes.
    public mutating func update(_ scores: Tensor, _ target: Tensor) throws {
        let batch = try ScoredBatch(scores, target, "AUROC")
        guard classes == 0 || classes == batch.classes else {
            throw TensorError(.value, "AUROC", "Expected scores of \(classes) classes, got \(batch.classes)")
        }
        classes = batch.classes
        self.scores += batch.scores
        targets += batch.targets
    }

    /// The area for each class against all others; NaN for a class of no sample or of all.
    public var perClass: [Double] { (0..<classes).map(area) }

    /// The mean over the classes.
    public var value: Double {
        let areas = perClass.filter { !$0.isNaN }
        return areas.isEmpty ? .nan : areas.reduce(0, +) / Double(areas.count)
    }

    /// From the ranks of the class's samples (Mann and Whitney), equal scores sharing their mean rank.
    private func area(_ positive: Int) -> Double {
        let column = targets.indices.map { scores[$0 * classes + positive] }
        let order = column.indices.sorted { column[$0] < column[$1] }
        var ranks = 0.0
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, column[order[end]] == column[order[start]] { end += 1 }
            let meanRank = Double(start + end + 1) / 2
            ranks += meanRank * Double(order[start..<end].count { targets[$0] == positive })
            start = end
        }
        let positives = Double(targets.count { $0 == positive })
        let negatives = Double(targets.count) - positives
        guard positives > 0, negatives > 0 else { return .nan }
        return (ranks - positives * (positives + 1) / 2) / (positives * negatives)
    }
}
