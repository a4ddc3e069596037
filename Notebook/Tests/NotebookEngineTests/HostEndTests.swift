import Foundation
import NotebookEngine
import Testing

/// The process of the cells goes with the engine, however that ends and whatever a cell does.
@Suite struct HostEndTests {
    private static let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "tern-host-end-\(getpid())")

    @Test(
        arguments: [
            "while true {}", "func f() -> Int { f() &+ 1 }\nwhile true { sleep(100) }", "while true { print(1) }",
            "DispatchQueue.main.sync { while true {} }",
            "DispatchQueue.main.sync { DispatchSemaphore(value: 0).wait() }",
            "@MainActor func hang() { while true {} }\nawait hang()", "DispatchSemaphore(value: 0).wait()",
            "flockfile(stdout)\nDispatchQueue.main.async { print(1) }\nsleep(100)", "raise(SIGSTOP)",
            "for _ in 0..<8 { Thread { while true {} }.start() }\nsleep(100)",
            "signal(SIGTERM, SIG_IGN)\nlet lock = NSLock()\nlock.lock()\nlock.lock()",
        ])
    func goesWithAKilledEngine(_ code: String) throws {
        try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
        let note = Self.folder.appendingPathComponent("\(UInt32.random(in: 0 ... .max))")
        let begin =
            "import Foundation\ntry \"\\(getpid())\".write(toFile: \"\(note.path)\", atomically: true, encoding: .utf8)"
        let tool = Process()
        tool.executableURL = URL(fileURLWithPath: "\(testConfiguration.products)/tern-notebook")
        tool.arguments = ["engine"]
        let requests = Pipe()
        tool.standardInput = requests
        tool.standardOutput = FileHandle.nullDevice
        try tool.run()
        for text in [begin, code] {
            let line = try JSONSerialization.data(withJSONObject: ["id": 1, "type": "execute", "code": text])
            try requests.fileHandleForWriting.write(contentsOf: line + Data("\n".utf8))
        }
        let host = try #require(
            wait(seconds: 60) { try? String(contentsOf: note, encoding: .utf8) }.flatMap { pid_t($0) })
        // Enough for the second cell to begin; what it does then makes no difference.
        Thread.sleep(forTimeInterval: 1)
        #expect(kill(host, 0) == 0)
        kill(tool.processIdentifier, SIGKILL)
        tool.waitUntilExit()
        let gone: Bool? = wait(seconds: 1) { Self.isGone(host) ? true : nil }
        #expect(gone == true)
        if gone == nil { kill(host, SIGKILL) }
    }

    /// A process that has ended may wait for its parent to notice.
    private static func isGone(_ process: pid_t) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
        return text.split(separator: ")").last?.split(separator: " ").first == "Z"
    }

    private func wait<T>(seconds: Double, _ result: () -> T?) -> T? {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if let result = result() { return result }
            Thread.sleep(forTimeInterval: 0.02)
        }
        return result()
    }
}

/// Folders that hold what is loaded into the compiler.
@Suite struct PrivateFolderTests {
    private func inside(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tern-private-\(UInt32.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.resolvingSymlinksInPath().path)
    }

    @Test func theFirstThatIsPrivateIsTaken() throws {
        try inside { folder in
            #expect(PrivateFolder.first(of: ["/dev/null/a", "\(folder)/a/b", "\(folder)/c"]) == "\(folder)/a/b")
            let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/a/b")[.posixPermissions] as? Int
            #expect(mode == 0o700)
        }
    }

    @Test func whatOthersCanChangeIsNotTaken() throws {
        try inside { folder in
            let (open, link, file) = ("\(folder)/open", "\(folder)/link", "\(folder)/file")
            try FileManager.default.createDirectory(atPath: open, withIntermediateDirectories: false)
            chmod(open, 0o777)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder)
            try Data().write(to: URL(fileURLWithPath: file))
            #expect(!PrivateFolder.isOwn(open) && !PrivateFolder.isOwn(link) && !PrivateFolder.isOwn(file))
            #expect(PrivateFolder.isOwn(folder) == (umask0 & 0o022 == 0o022))
            #expect(PrivateFolder.first(of: [open, link, file, "\(folder)/own"]) == "\(folder)/own")
            if geteuid() == 0 {
                chown(folder, 1, 1)
                #expect(!PrivateFolder.isOwn(folder))
            }
        }
    }

    private var umask0: mode_t {
        let mask = umask(0)
        umask(mask)
        return mask
    }

    /// Without a home, cells still compile.
    @Test func withoutAHome() throws {
        var configuration = testConfiguration
        configuration.environment["HOME"] = nil
        configuration.environment["XDG_CACHE_HOME"] = "relative"
        #expect(try Session(configuration: configuration).report("6 * 7").result?["text/plain"] == "42")
    }
}
