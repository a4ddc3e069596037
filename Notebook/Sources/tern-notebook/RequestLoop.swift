import Foundation
import NotebookEngine
import NotebookSyntax

/// Takes requests one after the other; an interrupt overtakes the others.
final class RequestLoop: @unchecked Sendable {
    private let session: Session
    private let writer: EventWriter
    private let work = DispatchQueue(label: "tern-notebook.requests")

    init(_ session: Session, _ writer: EventWriter) {
        self.session = session
        self.writer = writer
    }

    /// Returns at the end of the input, or after a request to shut down.
    func run() {
        while let line = readLine(strippingNewline: true) {
            if line.isEmpty { continue }
            guard let request = Request(line) else {
                writer.write([
                    "type": "error", "name": "ProtocolError", "value": "no request: \(line.prefix(200))",
                    "traceback": [String](),
                ])
                continue
            }
            switch request.type {
            case "interrupt": session.interrupt()
            case "shutdown":
                session.interrupt()
                work.sync {}
                return
            case "restart":
                session.interrupt()
                work.async { self.answer(request) }
            default: work.async { self.answer(request) }
            }
        }
        session.interrupt()
    }

    private func answer(_ request: Request) {
        let id = request.id
        switch request.type {
        case "execute":
            let outcome = session.execute(request.code, cell: request.cell, silent: request.silent) {
                writer.write($0, id: id)
            }
            writer.write([
                "id": id, "type": "done", "status": outcome.status.rawValue, "executionCount": outcome.executionCount,
                "seconds": outcome.seconds,
            ])
        case "complete":
            let found = session.complete(request.code, cursor: request.cursor)
            writer.write([
                "id": id, "type": "completions", "matches": found.matches, "start": found.range.lowerBound,
                "end": found.range.upperBound,
            ])
        case "inspect":
            let found = session.inspect(request.code, cursor: request.cursor)
            writer.write(["id": id, "type": "inspection", "found": found.isFound, "data": found.data])
        case "isComplete": writeCompleteness(session.isComplete(request.code), id)
        case "restart":
            do { try session.restart() } catch {
                writer.write(CellEvent.error(name: "SessionError", value: "\(error)", traceback: ["\(error)"]), id: id)
            }
            writer.write([
                "id": id, "type": "done", "status": "ok", "executionCount": session.executionCount, "seconds": 0,
            ])
        default:
            writer.write(
                CellEvent.error(
                    name: "ProtocolError", value: "there is no request '\(request.type)'", traceback: []), id: id)
        }
    }

    private func writeCompleteness(_ completeness: CellCompleteness, _ id: Any) {
        var event: [String: Any] = ["id": id, "type": "completeness", "indent": ""]
        switch completeness {
        case .complete: event["status"] = "complete"
        case .invalid: event["status"] = "invalid"
        case .incomplete(let indent):
            event["status"] = "incomplete"
            event["indent"] = indent
        }
        writer.write(event)
    }
}

/// A line of the input.
private struct Request: @unchecked Sendable {
    let id: Any
    let type: String
    let code: String
    let cursor: Int
    let cell: String?
    let silent: Bool

    init?(_ line: String) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            let type = object["type"] as? String
        else { return nil }
        self.type = type
        id = object["id"] ?? NSNull()
        code = object["code"] as? String ?? ""
        cursor = object["cursor"] as? Int ?? code.unicodeScalars.count
        cell = object["cell"] as? String
        silent = object["silent"] as? Bool ?? false
    }
}
