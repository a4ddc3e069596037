import ArgumentParser

/// The command-line tool `tern`.
///
/// A command's error is printed as one block on the standard error output, and the tool ends with status 1 (64 for arguments
/// that it doesn't understand).
@main struct TernTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tern",
        abstract: "Tern: PyTorch's tensors and neural networks, native in Swift.",
        discussion: """
            Start with `tern notebook`: Conv2d, MaxPool2d and BatchNorm2d cell by cell, with PyTorch's numbers. Then `tern train \
            digits`: a network on real handwriting, in seconds.
            """,
        version: "tern 0.1.0",
        subcommands: [
            NotebookCommand.self, TrainCommand.self, PredictCommand.self, SummaryCommand.self, BenchCommand.self,
            ConformanceCommand.self, DevicesCommand.self, RunNotebookCommand.self, ReplCommand.self,
            JupyterCommand.self,
        ])

    static func main() {
        StandardStream.openMissing()
        main(nil)
    }
}
