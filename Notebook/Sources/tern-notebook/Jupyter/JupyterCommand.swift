import ArgumentParser
import Foundation
import NotebookEngine

/// `tern-notebook jupyter`: makes the kernel known to Jupyter.
struct JupyterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jupyter", abstract: "Installs the kernel \"Swift (Tern)\" for Jupyter, shows it, removes it.",
        subcommands: [Install.self, Status.self, Uninstall.self])

    /// Where the kernel goes.
    struct Place: ParsableArguments {
        @Flag(help: "For the user, in Jupyter's folder of the home folder.")
        var user = false

        @Flag(help: "Into the folder that Python is installed in, as a virtual environment.")
        var sysPrefix = false

        @Option(help: "Into this folder, as /usr/local.")
        var prefix: String?

        @Option(help: "The Python that runs the kernel. (default: python3)")
        var python: String?

        func validate() throws {
            if [user, sysPrefix, prefix != nil].count(where: { $0 }) > 1 {
                throw ValidationError("Only one of --user, --sys-prefix and --prefix can be meant.")
            }
        }

        /// Jupyter's data folder: without an option the virtual environment's, if Python belongs to one, or the user's.
        func data(_ installation: PythonInstallation) -> String {
            if let prefix { return URL(fileURLWithPath: prefix).path + "/share/jupyter" }
            if sysPrefix || !user && installation.isVirtualEnvironment { return installation.prefix + "/share/jupyter" }
            return installation.userData
        }
    }

    struct Install: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Installs the kernel.",
            discussion: """
                It goes into the virtual environment that Python belongs to, or else into Jupyter's folder of the user. \
                Then `jupyter lab`, the classic notebook, VS Code, nbclient and nbconvert know "Swift (Tern)".
                """)

        @OptionGroup var place: Place

        func run() throws {
            let python = try PythonInstallation(place.python)
            try python.requireJupyter()
            // Whether cells can run is said now, not when the first one does.
            try Session().shutdown()
            let spec = KernelSpec(in: place.data(python))
            try spec.install(python: python.executable, tool: JupyterCommand.toolPath)
            print(
                """
                Installed the kernel "Swift (Tern)" in \(spec.folder.path)
                  Python  \(python.executable) (\(python.version), ipykernel \(python.ipykernel ?? "missing"))
                  tool    \(JupyterCommand.toolPath)
                Start it with: \(python.executable) -m jupyter lab
                """)
        }
    }

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows where the kernel is installed, and whether it can run.")

        @OptionGroup var place: Place

        func run() throws {
            let python = try? PythonInstallation(place.python)
            var folders = ["/usr/local/share/jupyter", "/usr/share/jupyter"]
            if let python {
                folders = [place.data(python), python.prefix + "/share/jupyter", python.userData] + folders
            }
            var seen = Set<String>()
            let specs = folders.filter { seen.insert($0).inserted }.map(KernelSpec.init(in:)).filter {
                $0.installed != nil
            }
            guard !specs.isEmpty else {
                print("The kernel is not installed; install it with: tern jupyter install")
                throw ExitCode.failure
            }
            var works = true
            for spec in specs {
                guard let contents = spec.installed else { continue }
                print(spec.folder.path)
                let isTool = FileManager.default.isExecutableFile(atPath: contents.tool)
                print("  tool    \(contents.tool)\(isTool ? "" : ": missing; run tern jupyter install again")")
                do {
                    let python = try PythonInstallation(contents.python)
                    try python.requireJupyter()
                    print(
                        "  Python  \(contents.python) (\(python.version), ipykernel \(python.ipykernel ?? "missing"))")
                    works = works && isTool
                } catch {
                    print("  Python  \("\(error)".replacingOccurrences(of: "\n", with: "\n          "))")
                    works = false
                }
            }
            if !works { throw ExitCode.failure }
        }
    }

    struct Uninstall: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Removes the kernel.")

        @OptionGroup var place: Place

        func run() throws {
            let spec = KernelSpec(in: place.data(try PythonInstallation(place.python)))
            guard try spec.remove() else {
                throw JupyterError(
                    "the kernel is not installed in \(spec.folder.path) (tern jupyter status shows where it is)")
            }
            print("Removed \(spec.folder.path)")
        }
    }

    /// This tool's path.
    static var toolPath: String {
        (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])).resolvingSymlinksInPath().path
    }
}
