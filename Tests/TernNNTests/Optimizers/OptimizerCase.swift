import Foundation
import Tern

/// One case of Fixtures/optimizers.json: an optimizer, and what torch's made of the gradients; see
/// Tools/fixtures/optimizers.py.
struct OptimizerCase: Sendable, CustomStringConvertible {
    let name: String
    let optimizer: String
    let arguments: JSON
    let error: String?
    let text: String
    /// For each parameter's number the names of what is remembered of it.
    let state: [Int: [String]]
    let groups: [JSON]
    let isGrouped: Bool
    private let dtype: String

    var description: String { name }

    private init?(_ json: JSON) {
        guard let name = json["name"]?.string, let optimizer = json["optimizer"]?.string else { return nil }
        self.name = name
        self.optimizer = optimizer
        arguments = json["args"] ?? .object([])
        error = json["error"]?.string
        text = json["text"]?.string ?? ""
        let entries = (json["state"]?.object ?? []).compactMap { member in
            member.value.strings.flatMap { names in Int(member.key).map { ($0, names) } }
        }
        state = Dictionary(uniqueKeysWithValues: entries)
        groups = json["groups"]?.array ?? []
        isGrouped = json["grouped"]?.bool ?? false
        dtype = json["dtype"]?.string ?? "float32"
    }

    // MARK: Values

    /// The parameters at the start.
    func parameters() throws -> [Parameter] {
        try (0..<3).map { Parameter(try stored("\(dtype)/start/\($0)")) }
    }

    /// The gradients of a parameter, one for each step.
    func gradients(_ index: Int) throws -> [Tensor] { try stored("\(dtype)/gradients/\(index)").unbind() }

    /// Torch's result of that name.
    func result(_ path: String) throws -> Tensor { try stored("\(name)/\(path)") }

    /// How far a result may be from torch's.
    var tolerance: Double { dtype == "float64" ? 1e-12 : 2e-6 }

    private func stored(_ name: String) throws -> Tensor {
        guard let tensor = OptimizerCase.tensors[name] else { throw TensorError("fixture", "no tensor \(name)") }
        return tensor
    }

    // MARK: Files

    static let all: [OptimizerCase] = {
        let document = try? JSON.parse(Data(contentsOf: file("json")))
        return (document?["cases"]?.array ?? []).compactMap { OptimizerCase($0) }
    }()

    private static let tensors: [String: Tensor] = {
        let stored = (try? SafeTensors.load(file("safetensors")).tensors()) ?? []
        return Dictionary(uniqueKeysWithValues: stored.map { ($0.0, $0.1) })
    }()

    private static func file(_ ending: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/optimizers.\(ending)")
    }
}
