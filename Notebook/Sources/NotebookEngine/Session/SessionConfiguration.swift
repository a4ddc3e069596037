import Foundation

/// Where a session finds what it needs.
public struct SessionConfiguration: Sendable {
    /// The folder with what was built: the host, the shared library and the modules.
    public var products: String
    /// The environment in which the compiler is looked for.
    public var environment: [String: String]
    /// The text of one cell that is passed on; what a cell writes beyond is counted and left out. In bytes.
    public var outputLimit = 8 << 20

    /// A configuration.
    ///
    /// - Parameters:
    ///   - products: the folder with what `swift build -c release` built.
    ///   - environment: the one with `PATH`, or with `TERN_SWIFTC`. Default: this process's.
    public init(products: String, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.products = products
        self.environment = environment
    }

    /// The compiler on the path, or `TERN_SWIFTC`; the libraries beside the running tool, or in `TERN_NOTEBOOK_RUNTIME`.
    public static var standard: SessionConfiguration {
        if let folder = ProcessInfo.processInfo.environment["TERN_NOTEBOOK_RUNTIME"], !folder.isEmpty {
            return SessionConfiguration(products: folder)
        }
        let tool = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return SessionConfiguration(products: tool.resolvingSymlinksInPath().deletingLastPathComponent().path)
    }

    var hostProgram: String { "\(products)/tern-notebook-host" }
    var runtimeLibrary: String { "\(products)/libTernRuntime.so" }
    var modules: String { "\(products)/Modules" }
    /// The C modules that the library's modules name.
    var moduleMaps: [String] { ["CTernKernels", "CNotebookHost"].map { "\(products)/\($0).build/module.modulemap" } }

    /// Complains about the first thing that isn't there.
    func validate() throws {
        for path in [hostProgram, runtimeLibrary, modules] + moduleMaps
        where !FileManager.default.fileExists(atPath: path) {
            throw SessionError(
                description: """
                    \(path) is missing.
                    Build it in the checkout: swift build -c release --package-path Notebook
                    """)
        }
    }

    /// The version of the compiler that the library was built with, as SwiftPM noted it; nil where it didn't.
    var libraryVersion: String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: products)) ?? []
        let notes = names.filter { $0.hasPrefix("swift-version-") }.map { "\(products)/\($0)" }
        func date(_ path: String) -> Date {
            (try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date) ?? .distantPast
        }
        guard let latest = notes.max(by: { date($0) < date($1) }),
            let text = try? String(contentsOfFile: latest, encoding: .utf8)
        else { return nil }
        let line = Toolchain.versionLine(text)
        return line.isEmpty ? nil : line
    }
}
