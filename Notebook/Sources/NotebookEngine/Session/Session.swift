import Foundation
import NotebookSyntax

/// A notebook that is being worked with: its variables, functions and types live in a process of their own.
///
/// One call at a time; `interrupt` may come from any thread while another call runs.
public final class Session: @unchecked Sendable {
    /// What the compiler says of itself.
    public let swiftVersion: String
    /// The number in the last `In [n]`.
    public internal(set) var executionCount = 0

    var silentCount = 0
    let configuration: SessionConfiguration
    let toolchain: Toolchain
    let workspace: Workspace
    let compiler: CellCompiler
    var host: HostProcess
    var state = NotebookState()
    lazy var sourceKit = SourceKit(toolchain, configuration)
    let interruption = Interruption()
    var isShutDown = false

    /// Starts the process that cells run in.
    ///
    /// - Parameter configuration: where the compiler and the libraries are.
    /// - Throws: `SessionError` without a usable compiler, or without the libraries.
    public init(configuration: SessionConfiguration = .standard) throws {
        #if !os(Linux)
            throw SessionError(description: "notebooks run on Linux only so far")
        #else
            try configuration.validate()
            self.configuration = configuration
            toolchain = try Toolchain(environment: configuration.environment)
            swiftVersion = try toolchain.version()
            if let built = configuration.libraryVersion, built != swiftVersion {
                throw SessionError(
                    description: """
                        The notebook's library was built with another compiler.
                        library: \(built)
                        compiler: \(swiftVersion), \(toolchain.program("swiftc"))
                        Build it again with this compiler (swift build -c release --package-path Notebook), \
                        or set TERN_SWIFTC to the other's swiftc.
                        """)
            }
            workspace = try Workspace()
            compiler = CellCompiler(toolchain, configuration, workspace)
            host = try HostProcess(configuration, directory: workspace.path)
            load(supportLibraries)
        #endif
    }

    deinit { shutdown() }

    /// Libraries that unoptimised cells need and nothing else has loaded.
    var supportLibraries: [String] { ["\(toolchain.libraries)/libswiftSwiftOnoneSupport.so"] }

    /// Loads libraries into the host: the message of the first that cannot be.
    @discardableResult
    func load(_ libraries: [String]) -> String? {
        var problem: String?
        for library in libraries {
            host.send("load \(library)")
            _ = host.wait(onText: { _, _ in }) { event in
                guard case .loaded(let message) = event else { return false }
                if !message.isEmpty { problem = problem ?? message }
                return true
            }
        }
        return problem
    }

    /// Whether a text is a whole cell.
    public func isComplete(_ code: String) -> CellCompleteness { CellCompleteness(of: code) }

    /// Ends the running cell, from any thread. Asked a second time while the cell doesn't end, it ends the process.
    public func interrupt() { interruption.request() }

    /// Begins anew: nothing is left of earlier cells, and the numbers begin at one.
    public func restart() throws {
        host.end()
        state = NotebookState()
        forgetPackages()
        executionCount = 0
        compiler.optimization = "-Onone"
        host = try HostProcess(configuration, directory: workspace.path)
        load(supportLibraries)
    }

    /// Ends the process that cells run in.
    public func shutdown() {
        if isShutDown { return }
        isShutDown = true
        sourceKit.end()
        host.end()
        workspace.remove()
    }
}
