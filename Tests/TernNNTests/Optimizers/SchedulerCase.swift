import Foundation
import Tern

/// One case of Fixtures/schedulers.json: rates and momenta after each step; see Tools/fixtures/schedulers.py.
struct SchedulerCase: Sendable, CustomStringConvertible {
    let name: String
    let arguments: JSON
    let usesAdam: Bool
    let error: String?
    let rates: [[Double]]
    let momenta: [[Double]]
    let keys: [String]
    let state: JSON
    /// What is loaded before the steps, for an outcome.
    let loaded: JSON
    /// The points to step to, nil for a plain step.
    let epochs: [Double?]

    var description: String { "\(name) \(arguments)" }

    private init?(_ json: JSON) {
        guard let name = json["name"]?.string else { return nil }
        self.name = name
        arguments = json["args"] ?? .object([])
        usesAdam = json["optimizer"]?.string == "Adam"
        error = json["error"]?.string
        rates = (json["rates"]?.array ?? []).map { ($0.array ?? []).compactMap(\.double) }
        momenta = (json["momenta"]?.array ?? []).map { ($0.array ?? []).compactMap(\.double) }
        keys = json["keys"]?.strings ?? []
        state = json["state"] ?? .object([])
        loaded = json["load"] ?? .object([])
        epochs = (json["epochs"]?.array ?? []).map(\.double)
    }

    /// The optimizer that torch's case had.
    func optimizer() throws -> Optimizer {
        let groups = [
            ParameterGroup([Parameter(.zeros([1]))]), ParameterGroup([Parameter(.zeros([1]))], ["lr": 0.5]),
        ]
        return try usesAdam ? Adam(groups, lr: 0.1) : SGD(groups, lr: 0.1, momentum: 0.9)
    }

    static let all = cases("cases")
    static let outcomes = cases("outcomes")
    static let points = cases("epochs")

    private static func cases(_ name: String) -> [SchedulerCase] {
        (document?[name]?.array ?? []).compactMap { SchedulerCase($0) }
    }

    static let metrics: [Double] = (document?["metrics"]?.array ?? []).compactMap(\.double)

    private static let document: JSON? = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/schedulers.json")
        return try? JSON.parse(Data(contentsOf: file))
    }()
}
