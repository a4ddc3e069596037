import Foundation
import TernCore

/// Deals a dataset's samples out at random into parts of these sizes.
///
/// - Parameters:
///   - dataset: the whole.
///   - lengths: how many samples each part gets; together all of them.
///   - generator: the stream to draw from. Default the process's own.
/// - Throws: `TensorError` for lengths that don't add up.
/// - Source: `torch.utils.data.random_split`.
public func randomSplit<Source: Dataset>(
    _ dataset: Source, _ lengths: [Int], generator: Generator = .default
) throws -> [Subset<Source>] {
    guard lengths.allSatisfy({ $0 >= 0 }), lengths.reduce(0, +) == dataset.count else {
        throw TensorError(
            .value, "random_split", "Sum of input lengths does not equal the length of the input dataset!",
            hint: "the lengths are \(lengths), the dataset has \(dataset.count) samples")
    }
    let order = try Tensor.randperm(dataset.count, generator: generator).array(of: Int.self)
    var start = 0
    return lengths.map { length in
        defer { start += length }
        return Subset(dataset, Array(order[start..<start + length]))
    }
}

/// Deals a dataset's samples out at random into parts of these fractions of it.
///
/// Each part gets floor(fraction * count) samples; what is left over is dealt out one by one from the first part on.
///
/// - Parameters:
///   - dataset: the whole.
///   - fractions: together 1.
///   - generator: the stream to draw from. Default the process's own.
/// - Throws: `TensorError` for fractions that don't add up to 1, or a negative one.
/// - Source: `torch.utils.data.random_split`.
public func randomSplit<Source: Dataset>(
    _ dataset: Source, _ fractions: [Double], generator: Generator = .default
) throws -> [Subset<Source>] {
    let sum = fractions.reduce(0, +)
    guard sum <= 1, 1 - sum <= 1e-9 else {
        throw TensorError(
            .value, "random_split", "Sum of input lengths does not equal the length of the input dataset!",
            hint: "the fractions add up to \(sum)")
    }
    if let index = fractions.firstIndex(where: { !(0...1).contains($0) }) {
        throw TensorError(.value, "random_split", "Fraction at index \(index) is not between 0 and 1")
    }
    var lengths = fractions.map { Int((Double(dataset.count) * $0).rounded(.down)) }
    for extra in 0..<dataset.count - lengths.reduce(0, +) { lengths[extra % lengths.count] += 1 }
    return try randomSplit(dataset, lengths, generator: generator)
}
