import Foundation

/// The session's folder: a cell's file, module and library. It goes with the session.
struct Workspace {
    let path: String
    /// Modules as they were first compiled: what a cell's interface is written again against.
    var original: String { "\(path)/original" }
    /// Modules as later cells see them.
    var visible: String { "\(path)/visible" }

    init() throws {
        let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        path = "\(parent)/tern-notebook-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        for folder in [path, original, visible] {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch { throw SessionError(description: "cannot create \(folder): \(error.localizedDescription)") }
        }
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

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Compiled C modules are kept from session to session: without them the first cell takes a second longer.
    static var moduleCache: String {
        let environment = ProcessInfo.processInfo.environment
        let base =
            environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? "\(environment["HOME"] ?? FileManager.default.temporaryDirectory.path)/.cache"
        let path = "\(base)/tern-notebook/modules"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return FileManager.default.isWritableFile(atPath: path)
            ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : "/tmp/tern-notebook-modules"
    }
}
