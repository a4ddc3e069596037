import ArgumentParser

/// What of the notebook is shown: some of its main cells, each with the experiments that follow it.
package struct NotebookSelection: Equatable, Sendable, CustomStringConvertible {
    /// The numbers of the cells, `In [n]`.
    package let numbers: Set<Int>

    /// The whole notebook.
    package static let all = NotebookSelection(numbers: Set(1...4))

    private static let names = ["all": all.numbers, "conv": [2], "pool": [3], "norm": [4]]

    private init(numbers: Set<Int>) { self.numbers = numbers }

    /// `all`, or the numbers.
    package var description: String {
        self == .all ? "all" : numbers.sorted().map(String.init).joined(separator: ",")
    }

    /// The last cell that must run.
    package var last: Int { numbers.max() ?? 0 }

    /// The selection that the text says: names or numbers with commas between them.
    ///
    /// - Throws: `ValidationError` when there is no such part.
    package init(parsing text: String) throws {
        var numbers = Set<Int>()
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            if let part = Self.names[item.lowercased()] {
                numbers.formUnion(part)
            } else if let number = Int(item), Self.all.numbers.contains(number) {
                numbers.insert(number)
            } else {
                throw ValidationError(
                    "there is no part '\(item)': choose conv, pool, norm, all or a cell's number, 1 to 4")
            }
        }
        self.init(numbers: numbers)
    }
}
