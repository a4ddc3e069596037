import Foundation
import NotebookEngine
import Testing

/// What a session says when it cannot start.
struct StartTests {
    private func message(_ change: (inout SessionConfiguration) -> Void) -> String {
        var configuration = testConfiguration
        change(&configuration)
        do {
            _ = try Session(configuration: configuration)
            return "it started"
        } catch { return "\(error)" }
    }

    @Test func withoutACompiler() {
        let text = message { $0.environment = ["PATH": "/does/not/exist"] }
        #expect(text.contains("There is no swiftc on the PATH") && text.contains("TERN_SWIFTC"))
    }

    @Test func withACompilerThatIsNoProgram() {
        #expect(message { $0.environment = ["TERN_SWIFTC": "/etc/passwd"] }.contains("TERN_SWIFTC is /etc/passwd"))
    }

    @Test func withHalfAToolchain() {
        #expect(message { $0.environment = ["TERN_SWIFTC": "/bin/sh"] }.contains("a whole Swift toolchain"))
    }

    @Test func withoutTheLibrary() {
        #expect(message { $0.products = "/does/not/exist" }.contains("swift build -c release --package-path Notebook"))
    }

    @Test func withALibraryOfAnotherCompiler() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tern-products-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["tern-notebook-host", "libTernRuntime.so", "Modules", "CTernKernels.build", "CNotebookHost.build"]
        {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path + "/" + name, withDestinationPath: testConfiguration.products + "/" + name)
        }
        try "Swift version 5.9 (swift-5.9-RELEASE)\n".write(
            toFile: folder.path + "/swift-version-X.txt", atomically: true, encoding: .utf8)
        let text = message { $0.products = folder.path }
        #expect(text.contains("built with another compiler") && text.contains("Swift version 5.9"))
    }

    @Test func foldersOfKilledSessionsAreRemoved() throws {
        let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        let left = "\(parent)/tern-notebook-0-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
        try "".write(toFile: left + "/lock", atomically: false, encoding: .utf8)
        let first = try Session(configuration: testConfiguration)
        #expect(!FileManager.default.fileExists(atPath: left))
        // One that lives keeps its own.
        _ = try Session(configuration: testConfiguration)
        #expect(first.report("40 + 2").result?["text/plain"] == "42")
    }

    @Test func aSessionThatWasShutDownRunsNothing() throws {
        let session = try Session(configuration: testConfiguration)
        session.shutdown()
        #expect(session.report("1").outcome?.status == .aborted)
    }
}
