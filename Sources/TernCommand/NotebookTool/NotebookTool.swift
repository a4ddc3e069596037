import Foundation

/// The tool `tern-notebook`, which does everything that needs a Swift parser and compiler: it is built apart from the library.
enum NotebookTool {
    /// Becomes the tool: what it prints, reads and answers to signals is its own affair.
    ///
    /// - Throws: where the tool is neither there nor can be built.
    static func run(_ arguments: [String]) throws {
        let path = try path()
        let words = [path] + arguments
        var pointers = words.map { strdup($0) } + [nil]
        defer { pointers.forEach { free($0) } }
        execv(path, &pointers)
        throw NotebookToolError("cannot start \(path): \(String(cString: strerror(errno)))")
    }

    private static let name = "tern-notebook"

    /// The tool's path; builds it first, where only its sources are there.
    private static func path() throws -> String {
        if let path = ProcessInfo.processInfo.environment["TERN_NOTEBOOK_TOOL"], !path.isEmpty {
            guard isTool(path) else { throw NotebookToolError("TERN_NOTEBOOK_TOOL names no program: \(path)") }
            return path
        }
        let program = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
            .resolvingSymlinksInPath()
        let beside = program.deletingLastPathComponent().appendingPathComponent(name).path
        if isTool(beside) { return beside }
        let folders = [
            program.deletingLastPathComponent(), URL(fileURLWithPath: FileManager.default.currentDirectoryPath),
        ]
        guard let package = folders.lazy.compactMap(package(above:)).first else {
            throw NotebookToolError(
                """
                \(name) is missing: it is neither beside \(program.path) nor named by TERN_NOTEBOOK_TOOL.
                It is built from a checkout of Tern with: swift build -c release --package-path Notebook
                """)
        }
        let built = package.appendingPathComponent(".build/release/\(name)").path
        if !isTool(built) { try build(package) }
        guard isTool(built) else { throw NotebookToolError("\(built) is missing, although it was built") }
        return built
    }

    private static func isTool(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
    }

    /// The folder `Notebook` of the checkout that a folder lies in.
    private static func package(above folder: URL) -> URL? {
        var folder = folder
        while folder.path != "/" {
            let package = folder.appendingPathComponent("Notebook")
            let manifest = package.appendingPathComponent("Package.swift").path
            let sources = package.appendingPathComponent("Sources/\(name)").path
            if FileManager.default.fileExists(atPath: manifest), FileManager.default.fileExists(atPath: sources) {
                return package
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    /// Builds the tool and the library for cells, which takes minutes once.
    private static func build(_ package: URL) throws {
        StandardStream.errors.write("Building the notebook tool, once: this takes some minutes.\n")
        // The progress is for the reader, not for who takes the results.
        let status = ForegroundProcess.run(
            ["swift", "build", "-c", "release", "--package-path", package.path], outputToErrors: true)
        guard status == 0 else {
            throw NotebookToolError(
                status == 127
                    ? "there is no `swift` on the path to build the notebook tool with"
                    : "the notebook tool could not be built in \(package.path)")
        }
    }

}

/// Why the tool cannot be started: lines for the reader.
struct NotebookToolError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
