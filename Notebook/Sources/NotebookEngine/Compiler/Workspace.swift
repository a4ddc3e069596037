import Foundation

/// The session's folder: a cell's file, module and library. It goes with the session.
struct Workspace {
    let path: String
    /// Locked until the process ends, however it ends.
    private let lock: Int32
    /// Modules as they were first compiled: what a cell's interface is written again against.
    var original: String { "\(path)/original" }
    /// Modules as later cells see them.
    var visible: String { "\(path)/visible" }

    init() throws {
        let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        Workspace.removeAbandoned(in: parent)
        let folder = "\(parent)/\(Workspace.prefix)\(getpid())-\(UInt32.random(in: 0 ... .max))"
        do {
            // One that is there already is somebody else's.
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            lock = open("\(folder)/\(Workspace.lockName)", O_CREAT | O_RDONLY | O_CLOEXEC, 0o600)
            _ = flock(lock, LOCK_EX | LOCK_NB)
            path = folder
            for inner in [original, visible] {
                try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: false)
            }
        } catch { throw SessionError(description: "cannot create \(folder): \(error.localizedDescription)") }
    }

    func source(_ cell: Int) -> String { "\(path)/Cell_\(cell).swift" }
    func interfaceSource(_ cell: Int) -> String { "\(path)/Cell_\(cell).interface.swift" }
    func object(_ cell: Int) -> String { "\(path)/Cell_\(cell).o" }
    func library(_ cell: Int) -> String { "\(path)/libCell_\(cell).so" }
    func module(_ cell: Int, in folder: String) -> String { "\(folder)/Cell_\(cell).swiftmodule" }

    /// The number of a cell's library.
    static func cell(ofLibrary path: String) -> Int? {
        let name = path.split(separator: "/").last ?? ""
        guard name.hasPrefix("libCell_"), name.hasSuffix(".so") else { return nil }
        return Int(name.dropFirst(8).dropLast(3))
    }

    private static let prefix = "tern-notebook-"
    private static let lockName = "lock"

    /// Removes what sessions left that were killed: nobody holds their lock.
    private static func removeAbandoned(in parent: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        where name.hasPrefix(prefix) && PrivateFolder.isOwn("\(parent)/\(name)") {
            let lock = open("\(parent)/\(name)/\(lockName)", O_RDONLY | O_CLOEXEC)
            guard lock >= 0 else { continue }
            defer { close(lock) }
            if flock(lock, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(atPath: "\(parent)/\(name)") }
        }
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
        close(lock)
    }

    /// Compiled C modules are kept from session to session: without them the first cell takes a second longer.
    ///
    /// They stand in the user's cache folder or, without a usable one, in a private folder among the temporary ones. Where that
    /// name is somebody else's, each session has its own.
    func moduleCache(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        let folders = [environment["XDG_CACHE_HOME"], environment["HOME"].map { $0 + "/.cache" }]
            .compactMap { $0 }.filter { $0.hasPrefix("/") }.map { $0 + "/tern-notebook/modules" }
        let temporary = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        return PrivateFolder.first(of: folders + ["\(temporary)/tern-modules-\(getuid())", "\(path)/modules"])
    }
}
