import ArgumentParser
import Foundation
import Tern
import TernConformance

/// `tern conformance`: does the library compute what PyTorch computed?
struct ConformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Replays calls that PyTorch has made, and compares outputs, gradients, texts and errors.",
        discussion: """
            A folder holds pairs of files: NAME.json describes a call, NAME.safetensors holds its inputs and what PyTorch \
            made of them. A manifest.json, if there is one, lists the cases. The last line tells how many passed, failed and \
            were skipped because their operation is not known; the exit code is 1 if one failed.
            """)

    @Argument(help: "Folders of cases, or folders that contain such folders.", completion: .directory)
    var folders: [String]

    @Option(help: "Run only the cases whose folder/name contains this text.")
    var filter: String?

    @Flag(help: "Print a line for each case, and the error messages that differ from PyTorch's.")
    var verbose = false

    @Flag(help: "Print the report as one line of JSON.")
    var json = false

    func validate() throws {
        if folders.isEmpty { throw ValidationError("Name at least one folder of cases.") }
    }

    func run() throws {
        let cases: [(folder: URL, name: String)]
        do {
            cases = try selectedCases()
        } catch let error as TensorError {
            StandardStream.errors.write("Error: \(error)\n")
            throw ExitCode(2)
        }
        let report = replay(cases)
        if json {
            print(report.json.text)
        } else {
            for line in report.summary(verbose: verbose) { print(line) }
            print(report.lastLine)
        }
        if report.failed > 0 { throw ExitCode.failure }
    }

    private func selectedCases() throws -> [(folder: URL, name: String)] {
        let all = try folders.flatMap { try CaseFolder.folders(at: $0) }
            .flatMap { folder in folder.caseNames.map { (folder: folder.url, name: $0) } }
        guard let filter else { return all }
        let selected = all.filter { label($0.folder, $0.name).contains(filter) }
        guard !selected.isEmpty else {
            throw TensorError(
                .value, ConformanceCase.operation, "none of the \(all.count) cases contains \"\(filter)\" in its name")
        }
        return selected
    }

    private func label(_ folder: URL, _ name: String) -> String { "\(folder.lastPathComponent)/\(name)" }

    /// Runs the cases, printing failures as they come.
    private func replay(_ cases: [(folder: URL, name: String)]) -> Report {
        var report = Report()
        let progress = StatusLine(delay: 1)
        for (index, (folder, name)) in cases.enumerated() {
            let label = label(folder, name)
            progress.show("\(index) of \(cases.count): \(label)")
            let failuresBefore = report.failed
            let outcome = add(folder, name, label, to: &report)
            if json { continue }
            if report.failed > failuresBefore, let failure = report.failures.last {
                progress.clear()
                print(failure)
            } else if verbose {
                progress.clear()
                print("\(outcome) \(label)")
            }
        }
        progress.clear()
        return report
    }

    /// Runs one case; gives the word for its outcome.
    private func add(_ folder: URL, _ name: String, _ label: String, to report: inout Report) -> String {
        do {
            let item = try ConformanceCase(folder: folder, name: name)
            let outcome = CaseOutcome.of(item)
            let kind = [item.op, item.form, item.dtype].filter { !$0.isEmpty }.joined(separator: " ")
            report.add(label, kind: kind, op: item.op, outcome)
            if case .skipped = outcome { return "skipped" }
            return "passed "
        } catch {
            report.add(label, kind: "broken case", op: "", .failed(["\(error)"]))
            return "failed "
        }
    }
}
