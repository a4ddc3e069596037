import Tern

/// Runs the notebook's cells and keeps what they print.
///
/// The cells are plain Swift in `Cells/`, between calls of `cell(_:_:)`; `print` in them is this class's. Cells with a letter are
/// small experiments: they draw from random streams of their own, so that the main cells' numbers don't depend on them.
package final class NotebookRun {
    /// A cell that has run.
    package struct Cell {
        /// `2`, or `2a` for an experiment.
        package let name: String
        /// n of `In [n]`.
        package let number: Int
        /// Whether it is one of the cells whose numbers PyTorch has.
        package let isMain: Bool
        /// What it printed.
        package var output = ""
        /// The tensors among what it printed.
        package var tensors: [Tensor] = []

        package init(name: String, number: Int, isMain: Bool) {
            self.name = name
            self.number = number
            self.isMain = isMain
        }
    }

    /// The cells so far, in order.
    package private(set) var cells: [Cell] = []

    private let seed: NotebookSeed
    private var restoreGenerator: (() -> Void)?

    /// A run that starts from that seed.
    package init(seed: NotebookSeed) { self.seed = seed }

    /// Runs the cells up to `In [last]` and its experiments, as if nothing had run before.
    package func run(through last: Int) throws {
        cells = []
        manualSeed(seed.bits)
        defer { leaveExperiment() }
        try start()
        if last < 2 { return }
        let randInput = try convolution()
        if last < 3 { return }
        try pooling(randInput)
        if last < 4 { return }
        try normalization()
    }

    /// Begins a cell: `cell(2)` for `In [2]`, `cell(2, "a")` for the first experiment after it.
    func cell(_ number: Int, _ letter: String = "") {
        leaveExperiment()
        cells.append(Cell(name: "\(number)\(letter)", number: number, isMain: letter.isEmpty))
        if !letter.isEmpty { enterExperiment() }
    }

    /// Swift's `print`, into the current cell's output.
    func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {
        guard var cell = cells.popLast() else { return }
        for (index, item) in items.enumerated() {
            if index > 0 { cell.output += separator }
            Swift.print(item, terminator: "", to: &cell.output)
            if let tensor = item as? Tensor { cell.tensors.append(tensor) }
        }
        cell.output += terminator
        cells.append(cell)
    }

    private func enterExperiment() {
        let state = Generator.default.withState { $0 }
        restoreGenerator = { Generator.default.withState { $0 = state } }
        manualSeed(0)
    }

    private func leaveExperiment() {
        restoreGenerator?()
        restoreGenerator = nil
    }
}
