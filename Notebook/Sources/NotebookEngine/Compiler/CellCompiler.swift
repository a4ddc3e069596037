import Foundation

/// Runs the compiler and the linker on cells.
///
/// The frontend is called directly: the driver would need twice the time, and makes a library's top-level code an error.
final class CellCompiler: @unchecked Sendable {
    /// Optimisation: `-Onone` or `-O`.
    var optimization = "-Onone"
    /// Folders with modules, and libraries to link, of the user's packages.
    var moduleFolders: [String] = []
    var packageModuleMaps: [String] = []
    /// The program that runs now; stopping it ends `compile`.
    let tool = RunningTool()

    private let toolchain: Toolchain
    private let configuration: SessionConfiguration
    private let workspace: Workspace
    private let moduleCache: String

    init(_ toolchain: Toolchain, _ configuration: SessionConfiguration, _ workspace: Workspace) {
        self.toolchain = toolchain
        self.configuration = configuration
        self.workspace = workspace
        moduleCache = workspace.moduleCache(configuration.environment)
    }

    /// Makes a cell's object and module from its file: the compiler's messages, and whether it succeeded.
    func compile(_ cell: Int) throws -> (succeeded: Bool, messages: String) {
        let module = workspace.module(cell, in: workspace.original)
        let result = try tool.run(
            frontend(cell, source: workspace.source(cell), seeing: workspace.visible) + [
                "-c", optimization, "-g", "-entry-point-function-name", "cell_\(cell)_main",
                "-solver-expression-time-threshold=8", "-emit-module-doc-path",
                "\(workspace.visible)/Cell_\(cell).swiftdoc", "-emit-module-path", module, "-o", workspace.object(cell),
            ])
        guard result.status == 0 else { return (false, result.errors) }
        publish(cell)
        return (true, result.errors)
    }

    /// Writes a cell's interface again, from `interfaceSource`; its code stays what it is.
    func writeInterface(_ cell: Int) throws -> Bool {
        let result = try tool.run(
            frontend(cell, source: workspace.interfaceSource(cell), seeing: workspace.original) + [
                "-emit-module", "-experimental-skip-non-inlinable-function-bodies", "-o",
                workspace.module(cell, in: workspace.visible) + ".new",
            ])
        guard result.status == 0 else { return false }
        let module = workspace.module(cell, in: workspace.visible)
        return rename(module + ".new", module) == 0
    }

    /// Later cells see what the cell was compiled as.
    func publish(_ cell: Int) {
        let visible = workspace.module(cell, in: workspace.visible)
        unlink(visible)
        link(workspace.module(cell, in: workspace.original), visible)
    }

    /// Makes a cell's library.
    ///
    /// - Parameter imports: whether the cell imports modules, whose libraries may have to be loaded.
    func linkLibrary(_ cell: Int, imports: Bool) throws -> (succeeded: Bool, messages: String) {
        let result = try tool.run(
            [
                toolchain.program("ld.lld"), "-shared", "--hash-style=sysv", "--wrap=swift_errorInMain", "--wrap=exit",
                "--wrap=_exit", "-o", workspace.library(cell), toolchain.registration, workspace.object(cell),
            ] + (imports ? try importedLibraries(cell) : []))
        return (result.status == 0, result.errors)
    }

    /// Makes a library from objects of a user's package.
    func linkLibrary(_ path: String, objects: [String]) throws -> (succeeded: Bool, messages: String) {
        let result = try tool.run(
            [toolchain.program("ld.lld"), "-shared", "--hash-style=sysv", "-o", path, toolchain.registration] + objects)
        return (result.status == 0, result.errors)
    }

    private func importedLibraries(_ cell: Int) throws -> [String] {
        let list = "\(workspace.path)/Cell_\(cell).autolink"
        _ = try tool.run([toolchain.program("swift-autolink-extract"), workspace.object(cell), "-o", list])
        let flags = (try? String(contentsOfFile: list, encoding: .utf8)) ?? ""
        let names = Set(flags.split(separator: "\n").filter { $0.hasPrefix("-l") && !$0.hasPrefix("-lCell_") })
        let found = names.filter {
            FileManager.default.fileExists(atPath: "\(toolchain.libraries)/lib\($0.dropFirst(2)).so")
        }
        return ["-L\(toolchain.libraries)", "-rpath", toolchain.libraries] + found.sorted().map(String.init)
    }

    private func frontend(_ cell: Int, source: String, seeing folder: String) -> [String] {
        [toolchain.program("swift-frontend"), "-frontend"] + common(seeing: folder) + [
            "-enable-testing", "-enable-bare-slash-regex", "-diagnostic-style", "llvm", "-no-color-diagnostics",
            "-primary-file", source,
            "-module-name", "Cell_\(cell)", "-plugin-path", toolchain.programs + "/../lib/swift/host/plugins",
        ]
    }

    /// What says where modules are and which language it is.
    func common(seeing folder: String) -> [String] {
        ["-swift-version", "5", "-module-cache-path", moduleCache]
            + ([folder, configuration.modules] + moduleFolders).flatMap { ["-I", $0] }
            + (configuration.moduleMaps + packageModuleMaps).flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
    }
}
