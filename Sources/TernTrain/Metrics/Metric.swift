import TernCore

/// A figure over the samples of many batches.
///
/// ```swift
/// var accuracy = Accuracy()
/// for (x, y) in loader { try accuracy.update(model(x), y) }
/// print(accuracy.value)
/// ```
public protocol Metric {
    /// Takes in a batch.
    ///
    /// - Parameters:
    ///   - scores: what the network gave, [N, C]: the larger, the more probable.
    ///   - target: the classes, [N].
    /// - Throws: `TensorError` for shapes or classes that don't fit; nothing has changed then.
    mutating func update(_ scores: Tensor, _ target: Tensor) throws

    /// The figure over all batches so far; NaN before the first.
    var value: Double { get }
}

/// A batch of scores and classes as arrays, checked.
struct ScoredBatch {
    let scores: [Float]
    let targets: [Int]
    let classes: Int

    init(_ scores: Tensor, _ target: Tensor, _ name: String) throws {
        try scores.validate()
        try target.validate()
        guard scores.ndim == 2, target.ndim == 1, scores.shape[0] == target.shape[0] else {
            throw TensorError(
                .value, name, "Expected scores of shape [N, C] and targets of shape [N]",
                shapes: ["scores": scores.shape, "target": target.shape])
        }
        self.scores = try scores.array(of: Float.self)
        targets = try target.array(of: Int.self)
        classes = scores.shape[1]
        if let wrong = targets.first(where: { !(0..<classes).contains($0) }) {
            throw TensorError(.index, name, "Target \(wrong) is out of bounds.", hint: "there are \(classes) classes")
        }
    }

    /// The scores of one sample.
    func row(_ index: Int) -> ArraySlice<Float> { scores[index * classes..<(index + 1) * classes] }

    /// The class with the highest score; of equal ones the first, as torch's argmax.
    func prediction(_ index: Int) -> Int {
        let row = row(index)
        var best = row.startIndex
        for position in row.indices where row[position] > row[best] || row[position].isNaN && !row[best].isNaN {
            best = position
        }
        return best - row.startIndex
    }
}
