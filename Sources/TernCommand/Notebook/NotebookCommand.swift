import ArgumentParser
import Foundation
import Tern

/// `tern notebook`: the study notebook, cell by cell.
package struct NotebookCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "notebook",
        abstract: "The study notebook: Conv2d, MaxPool2d and BatchNorm2d, cell by cell.",
        discussion: """
            Shows Swift code, what it printed when it ran just now, and notes on what happened and why. Its last line says \
            how closely the run agrees with PyTorch's results; if it doesn't, the status is 1.
            """)

    @Option(
        parsing: .unconditional, help: "Seed of the random numbers, which are PyTorch's for it. (default: 0)",
        transform: NotebookSeed.init(parsing:))
    var seed = NotebookSeed.default

    @Flag(help: "Only what the cells print, to be compared with PyTorch's text.")
    var outputsOnly = false

    @Option(
        help: "What to show: conv, pool, norm, a cell's number (1-4), several with commas, or all. (default: all)",
        transform: NotebookSelection.init(parsing:))
    var part = NotebookSelection.all

    @Option(name: .customLong("lang"), help: "Language of the notes: en or zh. (default: that of LC_ALL or LANG)")
    var language: NotebookLanguage?

    @Flag(inversion: .prefixedNo, help: "Show the page at a terminal through the environment's PAGER, or less.")
    var pager = true

    package init() {}

    package mutating func run() throws {
        // An instruction set that this processor lacks is refused before half a page is printed.
        try Tensor.zeros([1]).validate()
        let run = NotebookRun(seed: seed)
        // What the cells printed before an error is shown too.
        let failure = Result { try run.run(through: part.last) }.failure
        let language = language ?? .preferred(in: ProcessInfo.processInfo.environment)
        let page = NotebookPage(
            cells: run.cells, seed: seed, selection: part, language: language,
            style: outputsOnly ? .plain : .forStandardOutput(),
            terminal: StandardStream.output.isTerminal ? .current : nil)
        let text = outputsOnly ? page.outputs : page.text
        if let failure {
            try write(text)
            throw failure
        }

        // PyTorch's results are stored for one seed: for another one its cells run once more, without being shown.
        let reference = seed == .default ? run : NotebookRun(seed: .default)
        if reference !== run { try reference.run(through: part.last) }
        let comparison = try NotebookComparison(of: reference.cells)
        let verdict = NotebookVerdict(comparison, seed: seed, language: language)
        let whole = outputsOnly ? text : text + verdict.text
        if !pager || !Pager.show(whole) { try write(whole) }
        guard comparison.agrees else {
            if outputsOnly { StandardStream.errors.write(verdict.text) }
            throw ExitCode.failure
        }
    }

    private func write(_ text: String) throws { try StandardStream.output.writeAll(text, for: "notebook") }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
