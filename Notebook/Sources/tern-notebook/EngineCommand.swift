import ArgumentParser
import NotebookEngine

struct EngineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine", abstract: "Speaks JSON lines: requests on the standard input, events on the standard output.")

    func run() throws {
        _ = try Session()
    }
}
