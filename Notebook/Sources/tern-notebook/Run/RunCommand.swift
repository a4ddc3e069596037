import ArgumentParser
import Foundation
import NotebookEngine
import NotebookFiles

/// `tern-notebook run`: a notebook from begin to end, without Jupyter.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs a notebook's cells and prints, stores, shows or compares what they put out.",
        discussion: """
            Without an option the outputs are printed as text. The cells run in the notebook's folder. An error ends the run, \
            unless the cell has the tag raises-exception.

            --check compares with the outputs that the file holds: text must be equal but for times, rates and addresses in \
            memory; pictures must be equal. Cells with the tag ignore-output are run, but not compared.

            The status is 1 after an error or a difference, 64 for arguments that make no sense, 69 where cells cannot run.
            """)

    @Argument(help: ArgumentHelp("The notebook.", valueName: "file.ipynb"), completion: .file(extensions: ["ipynb"]))
    var file: String

    @Option(name: .shortAndLong, help: ArgumentHelp("Store the notebook with its outputs.", valueName: "out.ipynb"))
    var output: String?

    @Option(help: ArgumentHelp("Write one HTML page that needs nothing else.", valueName: "out.html"))
    var html: String?

    @Flag(help: "Compare with the stored outputs.")
    var check = false

    @Option(help: "The seconds that a cell may take. (default: no limit)")
    var timeout: Double?

    @Flag(help: "Show errors and go on after them.")
    var allowErrors = false

    @Flag(name: .shortAndLong, help: "No progress lines.")
    var quiet = false

    func validate() throws {
        if check, output != nil || html != nil {
            throw ValidationError("--check compares and writes nothing: leave out --output and --html.")
        }
        if let timeout, !(timeout > 0) { throw ValidationError("--timeout must be positive.") }
    }

    func run() throws {
        var document = try NotebookDocument(path: file)
        try document.requireSwift(path: file)
        // Where the results go is meant from here; the cells run in the notebook's folder.
        let targets = [output, html].map { $0.map { URL(fileURLWithPath: $0).path } }
        let source = URL(fileURLWithPath: file)
        guard FileManager.default.changeCurrentDirectoryPath(source.deletingLastPathComponent().path) else {
            throw NotebookFileError(path: file, "cannot enter the notebook's folder")
        }
        let session: Session
        do { session = try Session() } catch {
            StandardError.write("\(error)\n")
            throw ExitCode(69)
        }
        defer { session.shutdown() }

        let prints = targets.allSatisfy { $0 == nil } && !check
        let runner = NotebookRunner(
            session: session, timeout: timeout, allowsErrors: allowErrors, expectsStoredErrors: check,
            progress: RunProgress(isSilent: quiet || prints, printsOutputs: prints))
        let result = runner.run(document)

        if check { try report(result, of: document) }
        if let failure = result.failure {
            StandardError.write(coloured: failure + "\n")
            throw ExitCode(result.wasInterrupted ? 130 : 1)
        }
        document.store(result, swiftVersion: session.swiftVersion)
        if let path = targets[0] { try document.write(to: path) }
        if let path = targets[1] { try TextFile.write(NotebookPage(document, path: source.path).html, to: path) }
    }

    /// Compares the cells that have run.
    private func report(_ result: NotebookRunner.Result, of document: NotebookDocument) throws {
        var different = 0
        for index in document.codeCells {
            let cell = document.cells[index]
            guard let outcome = result.cells[index], cell.tags.isDisjoint(with: OutputComparison.ignoringTags) else {
                continue
            }
            let comparison = OutputComparison(stored: cell.outputs, new: outcome.outputs)
            guard !comparison.differences.isEmpty else { continue }
            different += 1
            StandardError.write(
                "\(file): cell \(index + 1), \(cell.firstLine)\n  "
                    + comparison.differences.joined(separator: "\n").replacingOccurrences(of: "\n", with: "\n  ") + "\n"
            )
        }
        guard different == 0 else {
            StandardError.write(
                "\(file): \(different) of \(result.cells.count) cells put out something else than is stored\n")
            throw ExitCode.failure
        }
        if result.failure == nil {
            print("\(file): \(result.cells.count) cells put out what is stored")
        }
    }
}
