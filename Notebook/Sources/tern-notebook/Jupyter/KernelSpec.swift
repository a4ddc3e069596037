import Foundation
import NotebookFiles

/// The folder by which Jupyter knows the kernel: how to start it, and its file and logo.
struct KernelSpec {
    static let name = "tern"

    let folder: URL

    /// - Parameter data: a Jupyter data folder, as `PREFIX/share/jupyter`.
    init(in data: String) {
        folder = URL(fileURLWithPath: data).appendingPathComponent("kernels/\(Self.name)")
    }

    private var file: URL { folder.appendingPathComponent("kernel.json") }
    private var kernel: URL { folder.appendingPathComponent("tern_kernel.py") }

    /// What `kernel.json` says.
    struct Contents: Codable {
        var argv: [String]
        var displayName: String
        var language: String
        var interruptMode: String
        var env: [String: String]

        enum CodingKeys: String, CodingKey {
            case argv, language, env
            case displayName = "display_name"
            case interruptMode = "interrupt_mode"
        }

        var python: String { argv.first ?? "" }
        var tool: String { env[Self.toolVariable] ?? "" }
        static let toolVariable = "TERN_NOTEBOOK_TOOL"
    }

    /// Writes the folder.
    ///
    /// - Parameters:
    ///   - python: the Python that runs the kernel.
    ///   - tool: this tool's path.
    func install(python: String, tool: String) throws {
        var environment = [Contents.toolVariable: tool]
        // What this run was told of the toolchain holds for the kernel too, which Jupyter starts without a shell.
        for name in ["TERN_SWIFTC", "TERN_NOTEBOOK_RUNTIME"] {
            if let value = ProcessInfo.processInfo.environment[name], !value.isEmpty { environment[name] = value }
        }
        environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
        let contents = Contents(
            argv: [python, kernel.path, "-f", "{connection_file}"], displayName: "Swift (Tern)", language: "swift",
            interruptMode: "signal", env: environment)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try TextFile.write(Data(PackageResources.tern_kernel_py), to: kernel.path)
            try TextFile.write(
                Data(PackageResources.logo_svg_svg), to: folder.appendingPathComponent("logo-svg.svg").path)
            try TextFile.write(encoder.encode(contents), to: file.path)
        } catch let error as NotebookFileError {
            throw JupyterError("\(error)")
        } catch {
            throw JupyterError("cannot write \(folder.path): \(error.localizedDescription)")
        }
    }

    /// What is installed; nil where nothing is.
    var installed: Contents? {
        guard let data = try? Data(contentsOf: file) else { return nil }
        return try? JSONDecoder().decode(Contents.self, from: data)
    }

    /// Removes the folder, if it is there.
    func remove() throws -> Bool {
        guard installed != nil else { return false }
        do { try FileManager.default.removeItem(at: folder) } catch {
            throw JupyterError("cannot remove \(folder.path): \(error.localizedDescription)")
        }
        return true
    }
}
