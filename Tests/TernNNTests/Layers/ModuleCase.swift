import Foundation
import Tern
import Testing

/// One layer with torch's answers, from Fixtures/modules.json; see Tools/fixtures/modules.py.
struct ModuleCase: Sendable, CustomTestStringConvertible {
    let name: String
    let layer: String
    let arguments: LayerArguments
    let isTraining: Bool
    /// Torch's message, where it refuses the layer or its use.
    let error: String?
    let text: String?
    let stateKeys: [String]
    let inputNames: [String]
    /// Inputs by keyword, and other arguments of the call.
    let named: LayerArguments
    let outputNames: [String]
    /// The inputs and parameters that get a gradient.
    let gradientNames: [String]
    private let tensors: [String: Tensor]

    var testDescription: String { name }

    init(_ json: JSON, _ tensors: [String: Tensor]) throws {
        guard let name = json["name"]?.string, let layer = json["layer"]?.string else {
            throw TensorError("fixture", "a case without name or layer")
        }
        self.name = name
        self.layer = layer
        self.tensors = tensors
        arguments = LayerArguments(json["args"] ?? .object([]))
        named = LayerArguments(json["named"] ?? .object([]))
        isTraining = json["train"]?.bool ?? true
        error = json["error"]?.string
        text = json["text"]?.string
        stateKeys = json["state"]?.strings ?? []
        inputNames = json["inputs"]?.strings ?? []
        outputNames = json["outputs"]?.strings ?? []
        gradientNames = json["grads"]?.strings ?? []
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

/// A layer's arguments by torch's names.
struct LayerArguments: Sendable {
    private let json: JSON

    init(_ json: JSON) { self.json = json }

    private func value(_ name: String) -> JSON? { json[name].flatMap { $0.isNull ? nil : $0 } }

    func has(_ name: String) -> Bool { value(name) != nil }
    func int(_ name: String, _ standard: Int = 0) -> Int { value(name)?.int ?? standard }
    func optionalInt(_ name: String) -> Int? { value(name)?.int }
    func ints(_ name: String) -> [Int] { value(name)?.ints ?? [] }
    func doubles(_ name: String) -> [Double]? { value(name)?.array.map { $0.compactMap(\.double) } }
    func double(_ name: String, _ standard: Double) -> Double { value(name)?.double ?? standard }
    func flag(_ name: String, _ standard: Bool = false) -> Bool { value(name)?.bool ?? standard }
    func string(_ name: String, _ standard: String) -> String { value(name)?.string ?? standard }
    func size(_ name: String, _ standard: Int = 0) -> Size {
        value(name)?.ints.map { .each($0) } ?? .all(int(name, standard))
    }
    /// A number, with its kind.
    func scalar(_ name: String, _ standard: Scalar) -> Scalar { optionalScalar(name) ?? standard }
    func optionalScalar(_ name: String) -> Scalar? {
        value(name).flatMap { number in number.int.map { .int(Int64($0)) } ?? number.double.map { .double($0) } }
    }
}
