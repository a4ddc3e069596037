import ArgumentParser

/// `tern run-notebook`: runs a Jupyter notebook's Swift cells without Jupyter.
struct RunNotebookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run-notebook",
        abstract: "Run a Jupyter notebook's Swift cells, without Jupyter.",
        discussion: """
              tern run-notebook study.ipynb                      # prints what the cells put out
              tern run-notebook study.ipynb --output study.ipynb # stores it
              tern run-notebook study.ipynb --html study.html    # shows it as one page
              tern run-notebook study.ipynb --check              # compares it with what is stored

            tern run-notebook -- --help tells more.
            """)

    @Argument(parsing: .captureForPassthrough, help: "The notebook and options.")
    var arguments: [String] = []

    func run() throws { try NotebookTool.run(["run"] + arguments) }
}

/// `tern repl`: Swift cells at a terminal's prompt.
struct ReplCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl", abstract: "Run Swift cells at a prompt; everything is kept between them.")

    @Argument(parsing: .captureForPassthrough, help: "Options.")
    var arguments: [String] = []

    func run() throws { try NotebookTool.run(["repl"] + arguments) }
}

/// `tern jupyter`: the kernel for Jupyter.
struct JupyterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jupyter",
        abstract: "Install the kernel \"Swift (Tern)\" for Jupyter, show it, remove it.",
        discussion: """
              tern jupyter install      # into the active virtual environment, or for the user
              tern jupyter status
              tern jupyter uninstall

            tern jupyter install --help tells more.
            """)

    @Argument(parsing: .captureForPassthrough, help: "install, status or uninstall, and options.")
    var arguments: [String] = []

    func run() throws { try NotebookTool.run(["jupyter"] + arguments) }
}
