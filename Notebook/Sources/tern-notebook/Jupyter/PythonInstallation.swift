import Foundation

/// A Python, and what Jupyter needs that it has or lacks.
struct PythonInstallation: Decodable {
    /// The program, as a path.
    var executable: String
    /// `3.11.7`
    var version: String
    /// The folder that it is installed in, of a virtual environment its own.
    var prefix: String
    var isVirtualEnvironment: Bool
    /// Jupyter's folder of the user.
    var userData: String
    /// The version of ipykernel; nil where it is missing.
    var ipykernel: String?

    /// What the program is asked, and answers with JSON.
    private static let question = """
        import json, os, sys
        try:
            from importlib.metadata import version
            ipykernel = version("ipykernel")
        except Exception:
            ipykernel = None
        home = os.path.expanduser("~")
        if sys.platform == "darwin":
            data = os.path.join(home, "Library", "Jupyter")
        else:
            data = os.path.join(os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share"), "jupyter")
        print(json.dumps({
            "executable": sys.executable, "version": "%d.%d.%d" % sys.version_info[:3], "prefix": sys.prefix,
            "isVirtualEnvironment": sys.prefix != sys.base_prefix,
            "userData": os.environ.get("JUPYTER_DATA_DIR") or data, "ipykernel": ipykernel}))
        """

    /// Asks a program.
    ///
    /// - Parameter program: its path or name. Default: the first `python3` on the path, which is an active virtual
    ///   environment's.
    /// - Throws: `JupyterError` where there is none.
    init(_ program: String? = nil) throws {
        let name = program ?? "python3"
        let answer: ToolRun
        do { answer = try ToolRun(name, ["-c", Self.question]) } catch {
            throw JupyterError(
                """
                there is no Python: cannot run \(name)
                Jupyter is written in Python. Install Python 3.9 or later (Debian, Ubuntu: apt-get install python3 \
                python3-venv), or name one with --python.
                """)
        }
        guard answer.status == 0, let python = try? JSONDecoder().decode(Self.self, from: Data(answer.output.utf8))
        else {
            throw JupyterError("\(name) does not answer as Python 3 does (status \(answer.status))")
        }
        self = python
    }

    /// Complains where the kernel could not run.
    func requireJupyter() throws {
        let numbers = version.split(separator: ".").compactMap { Int($0) }
        guard numbers.count > 1, (numbers[0], numbers[1]) >= (3, 9) else {
            throw JupyterError("\(executable) is Python \(version); the kernel needs 3.9 or later (see --python)")
        }
        guard ipykernel == nil else { return }
        let advice =
            isVirtualEnvironment
            ? "  \(executable) -m pip install jupyterlab"
            : """
              \(executable) -m venv ~/jupyter
              ~/jupyter/bin/pip install jupyterlab
              tern jupyter install --python ~/jupyter/bin/python
            """
        throw JupyterError(
            "\(executable) (Python \(version)) has no ipykernel, which Jupyter's kernels need. Install it:\n\(advice)")
    }
}

/// Why Jupyter cannot be set up: lines for the reader.
struct JupyterError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
