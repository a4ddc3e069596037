import Foundation

/// What the host reports, one JSON line each.
enum HostEvent {
    case ready
    case loaded(message: String)
    case display(MIMEData, displayID: String?, update: Bool)
    case result(MIMEData)
    case variable(cell: Int, name: String, type: String)
    case thrown(name: String, value: String)
    case stop(HostStop)
    case done(status: String, statement: Int, message: String)

    /// Whether the host waits until it is passed on.
    var isInOrder: Bool {
        switch self {
        case .display, .result, .thrown: true
        default: false
        }
    }

    init?(line: [UInt8]) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
            let event = object["event"] as? String
        else { return nil }
        func text(_ key: String) -> String { object[key] as? String ?? "" }
        func number(_ key: String) -> Int { object[key] as? Int ?? 0 }
        let data = object["data"] as? MIMEData ?? [:]
        switch event {
        case "ready": self = .ready
        case "loaded": self = .loaded(message: text("message"))
        case "display":
            self = .display(data, displayID: object["displayID"] as? String, update: object["update"] as? Bool ?? false)
        case "result": self = .result(data)
        case "variable": self = .variable(cell: number("cell"), name: text("name"), type: text("type"))
        case "thrown": self = .thrown(name: text("name"), value: text("value"))
        case "done": self = .done(status: text("status"), statement: number("statement"), message: text("message"))
        case "stop":
            let frames = (object["frames"] as? [[Any]] ?? []).compactMap { pair -> HostStop.Frame? in
                guard pair.count == 2, let image = pair[0] as? String, let offset = pair[1] as? Int else { return nil }
                return HostStop.Frame(image: image, offset: offset)
            }
            self = .stop(
                HostStop(
                    reason: HostStop.Reason(rawValue: text("reason")) ?? .trap, signal: Int32(number("signal")),
                    code: number("code"), isStackOverflow: object["stackOverflow"] as? Bool ?? false,
                    isOtherThread: object["otherThread"] as? Bool ?? false, frames: frames))
        default: return nil
        }
    }
}

/// Why the cell's thread stopped for ever.
struct HostStop {
    enum Reason: String { case trap, interrupt, exit }

    struct Frame {
        var image: String
        var offset: Int
    }

    var reason: Reason
    var signal: Int32
    var code: Int
    var isStackOverflow: Bool
    var isOtherThread: Bool
    var frames: [Frame]
}
