import Foundation
import Tern
import TernConformance
import Testing

/// One layer with torch's answers, from Fixtures/modules.json; see Tools/fixtures/modules.py.
struct ModuleCase: Sendable, CustomTestStringConvertible {
    let name: String
    let layer: String
    let arguments: JSON
    let isTraining: Bool
    /// Torch's message, where it refuses the layer or its use.
    let error: String?
    let text: String?
    let stateKeys: [String]
    let inputNames: [String]
    /// Inputs by keyword, and other arguments of the call.
    let named: JSON
    let outputNames: [String]
    /// The inputs and parameters that get a gradient.
    let gradientNames: [String]
    /// The buffers that the call moves.
    let movedNames: [String]
    private let tensors: [String: Tensor]

    var testDescription: String { name }

    init(_ json: JSON, _ tensors: [String: Tensor]) throws {
        guard let name = json["name"]?.string, let layer = json["layer"]?.string else {
            throw TensorError("fixture", "a case without name or layer")
        }
        self.name = name
        self.layer = layer
        self.tensors = tensors
        arguments = json["args"] ?? .object([])
        named = json["named"] ?? .object([])
        isTraining = json["train"]?.bool ?? true
        error = json["error"]?.string
        text = json["text"]?.string
        stateKeys = json["state"]?.strings ?? []
        inputNames = json["inputs"]?.strings ?? []
        outputNames = json["outputs"]?.strings ?? []
        gradientNames = json["grads"]?.strings ?? []
        movedNames = json["after"]?.strings ?? []
    }

    func tensor(_ key: String) throws -> Tensor {
        guard let tensor = tensors["\(name)/\(key)"] else {
            throw TensorError("fixture", "\(name) has no tensor \(key)")
        }
        return tensor
    }

    /// An input, a leaf where it can have a gradient.
    func input(_ key: String) throws -> Tensor {
        let stored = try tensor("in/\(key)")
        return stored.dtype.isFloatingPoint ? stored.requiringGrad() : stored
    }

    /// The call's arguments by keyword, with their tensors.
    func keywords() -> LayerArguments {
        let prefix = "\(name)/in/"
        var inputs: [String: Tensor] = [:]
        for member in named.object ?? [] { inputs[member.key] = tensors[prefix + member.key] }
        return LayerArguments(named, inputs)
    }

    static let all: [ModuleCase] = (try? load()) ?? []

    private static func load() throws -> [ModuleCase] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures")
        let document = try JSON.parse(Data(contentsOf: folder.appendingPathComponent("modules.json")))
        let stored = try SafeTensors.load(folder.appendingPathComponent("modules.safetensors")).tensors()
        let tensors = Dictionary(uniqueKeysWithValues: stored)
        return try (document["cases"]?.array ?? []).map { try ModuleCase($0, tensors) }
    }
}
