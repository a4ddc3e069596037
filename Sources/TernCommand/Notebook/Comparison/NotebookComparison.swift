import Foundation
import Tern

/// How closely a run with the default seed agrees with what PyTorch gave, number by number and line by line.
package struct NotebookComparison: Sendable {
    /// How many tensors were compared.
    package private(set) var tensors = 0
    /// How many numbers they have.
    package private(set) var numbers = 0
    /// How many of those have PyTorch's bits.
    package private(set) var equalBits = 0
    /// The largest distance of a number from PyTorch's.
    package private(set) var largestDifference: Float = 0
    /// How many lines of text were compared.
    package private(set) var lines = 0
    /// How many of those differ from PyTorch's.
    package private(set) var differentLines = 0
    /// What is beyond the tolerance, one entry a tensor or text.
    package private(set) var disagreements: [String] = []

    /// Whether everything is within the tolerance.
    package var agrees: Bool { disagreements.isEmpty }

    /// Compares the cells of a run with the default seed. The first cell speaks of the machine: it has nothing to compare.
    ///
    /// - Throws: `TensorError` if a tensor carries an error.
    package init(of cells: [NotebookRun.Cell]) throws {
        for cell in cells where cell.isMain && cell.number > 1 {
            let expected = StoredResults.tensors[cell.name] ?? []
            if cell.tensors.count != expected.count {
                disagreements.append("In [\(cell.name)]: \(cell.tensors.count) tensors, not \(expected.count)")
            }
            for (tensor, stored) in zip(cell.tensors, expected) {
                try compare(tensor.array(), with: stored.values, "In [\(cell.name)]: \(stored.name)")
            }
            compare(cell.output, with: StoredResults.texts[cell.name] ?? "", "In [\(cell.name)]: text")
        }
    }

    /// Float32 sums in another order differ in their last bits: 1e-6 of the largest number, or 1e-5 of the number itself.
    private mutating func compare(_ found: [Float], with expected: [Float], _ name: String) {
        tensors += 1
        numbers += found.count
        let largest = expected.reduce(1) { max($0, abs($1)) }
        var misses = found.count == expected.count ? 0 : max(found.count, expected.count)
        for (value, wanted) in zip(found, expected) {
            if value.bitPattern == wanted.bitPattern { equalBits += 1 }
            let difference = value == wanted ? 0 : abs(value - wanted)
            largestDifference = difference.isNaN ? .infinity : max(largestDifference, difference)
            if !(difference <= 1e-6 * largest + 1e-5 * abs(wanted)) { misses += 1 }
        }
        if misses > 0 { disagreements.append("\(name): \(misses) numbers") }
    }

    private mutating func compare(_ found: String, with expected: String, _ name: String) {
        let found = found.split(separator: "\n", omittingEmptySubsequences: false)
        let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
        lines += max(found.count, expected.count) - 1
        if found.count != expected.count {
            disagreements.append("\(name): \(found.count - 1) lines, not \(expected.count - 1)")
        }
        let different = zip(found, expected).filter { $0 != $1 }
        differentLines += different.count
        let wrong = different.filter { !PrintedLine($0).isRounding(of: PrintedLine($1)) }
        if !wrong.isEmpty { disagreements.append("\(name): \(wrong.count) lines") }
    }
}
