import Foundation
import NotebookEngine

/// Writes events as JSON lines, from any thread.
final class EventWriter: @unchecked Sendable {
    private let lock = NSLock()

    func write(_ event: [String: Any]) {
        guard var line = try? JSONSerialization.data(withJSONObject: event, options: [.sortedKeys]) else { return }
        line.append(UInt8(ascii: "\n"))
        lock.withLock {
            line.withUnsafeBytes { bytes in
                var rest = bytes[...]
                while !rest.isEmpty {
                    let count = Foundation.write(1, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                    if count < 0 && errno == EINTR { continue }
                    if count <= 0 { exit(0) }
                    rest = rest.dropFirst(count)
                }
            }
        }
    }

    func write(_ event: CellEvent, id: Any) {
        switch event {
        case .stream(let name, let text):
            write(["id": id, "type": "stream", "name": name.rawValue, "text": text])
        case .display(let data, let displayID, let update):
            var line: [String: Any] = ["id": id, "type": "display", "data": data, "metadata": [:] as [String: Any]]
            if let displayID { line["displayID"] = displayID }
            line["update"] = update
            write(line)
        case .result(let data):
            write(["id": id, "type": "result", "data": data])
        case .error(let name, let value, let traceback):
            write(["id": id, "type": "error", "name": name, "value": value, "traceback": traceback])
        }
    }
}
