import ArgumentParser

@main
struct NotebookTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tern-notebook", abstract: "Runs Swift notebooks.",
        subcommands: [RunCommand.self, ReplCommand.self, JupyterCommand.self, EngineCommand.self])

    static func main() {
        StandardStreams.open()
        main(nil)
    }
}
