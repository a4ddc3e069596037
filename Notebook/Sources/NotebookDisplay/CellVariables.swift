import CNotebookHost
import Foundation

/// The variables of the cells that have run: what the engine lists, and lets go of once a later cell has replaced them.
private final class CellVariables: @unchecked Sendable {
    static let shared = CellVariables()

    private let lock = NSLock()
    private var releases: [String: (UnsafeMutableRawPointer) -> Void] = [:]

    func keep(_ key: String, _ release: @escaping (UnsafeMutableRawPointer) -> Void) {
        lock.lock()
        defer { lock.unlock() }
        releases[key] = release
    }

    func take(_ key: String) -> ((UnsafeMutableRawPointer) -> Void)? {
        lock.lock()
        defer { lock.unlock() }
        return releases.removeValue(forKey: key)
    }
}

/// Notes a variable that the cell has just set. The closure gives its type without touching its value.
public func _cellKeep<T>(_ cell: Int, _ name: String, _ value: () -> T) {
    CellVariables.shared.keep("\(cell).\(name)") { $0.assumingMemoryBound(to: T.self).deinitialize(count: 1) }
    emit(
        "variable",
        "\"cell\":\(cell),\"name\":" + jsonString(name) + ",\"type\":"
            + jsonString(String(describing: T.self)), inOrder: false)
}

/// Ends the life of a variable's value: its storage stays, and nothing reads it any more.
@_cdecl("notebook_free_variable")
public func _freeVariable(_ cell: Int32, _ name: UnsafePointer<CChar>, _ address: UnsafeMutableRawPointer) {
    CellVariables.shared.take("\(cell).\(String(cString: name))")?(address)
}
