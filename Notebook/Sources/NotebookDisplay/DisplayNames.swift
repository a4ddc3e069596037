import CNotebookHost
import Foundation

/// The names under which the running cell has shown something: each run of a cell begins with none.
final class DisplayNames: @unchecked Sendable {
    static let shared = DisplayNames()

    private let lock = NSLock()
    private var cell: Int32 = -1
    private var names: Set<String> = []

    /// The name for the front end, and whether something was shown under it before.
    func use(_ id: String) -> (name: String, isUpdate: Bool) {
        lock.lock()
        defer { lock.unlock() }
        if cell != notebook_cell_number() {
            cell = notebook_cell_number()
            names = []
        }
        return ("\(cell)-\(id)", !names.insert(id).inserted)
    }
}
