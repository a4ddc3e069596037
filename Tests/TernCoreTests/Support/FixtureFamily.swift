import Foundation
import Tern
import TernConformance

/// One file of answers from PyTorch. `Tools/fixtures/README.md` describes the format and holds the generator.
struct FixtureFamily: Sendable {
    let name: String
    /// The whole JSON document.
    let document: JSON
    let cases: [FixtureCase]

    private init(name: String) throws {
        self.name = name
        document = try FixtureFamily.document(name)
        let tensors = FixtureFamily.folder.appendingPathComponent(name).appendingPathExtension("safetensors")
        let hasTensors = FileManager.default.fileExists(atPath: tensors.path)
        let store = FixtureTensors(
            stored: hasTensors ? try SafeTensors.load(tensors).tensors() : [], same: document["same"])
        let tolerance = Tolerance(
            rtol: document["rtol"]?.double ?? 0, atol: document["atol"]?.double ?? 0)
        cases = try (document["cases"]?.array ?? []).map {
            try FixtureCase($0, family: name, tolerance: tolerance, tensors: store)
        }
    }

    /// The JSON of a family, unread.
    static func document(_ name: String) throws -> JSON {
        try JSON.parse(Data(contentsOf: folder.appendingPathComponent(name).appendingPathExtension("json")))
    }

    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")
}

// MARK: - The families

extension FixtureFamily {
    /// Those with cases to run; `promotion` has tables instead.
    static let names = [
        "arranging", "autograd", "binary", "casts", "creation", "double_backward", "indexing", "joining", "losses",
        "matmul", "normalization", "numerics", "padding", "pooling",
        "activations", "functions", "grids",
        "random_streams", "reductions", "scans", "selecting", "softmax", "sorting", "unary", "views",
    ]

    /// The family of that name, read once.
    static func load(_ name: String) throws -> FixtureFamily {
        guard let family = loaded[name] else { return try FixtureFamily(name: name) }
        return try family.get()
    }

    /// The cases of a family as arguments of a test. Empty if the file cannot be read, which is a test's failure of its own.
    static func cases(_ name: String) -> [FixtureCase] { (try? load(name).cases) ?? [] }

    private static let loaded: [String: Result<FixtureFamily, any Error>] = Dictionary(
        uniqueKeysWithValues: names.map { name in (name, Result { try FixtureFamily(name: name) }) })
}

/// The tensors of a family by their complete names.
struct FixtureTensors: Sendable {
    private let stored: [String: Tensor]
    /// Equal tensors are stored once: another name for one of them, and the name it has.
    private let same: [String: String]

    init(stored: [(String, Tensor)], same: JSON?) {
        self.stored = Dictionary(uniqueKeysWithValues: stored)
        let pairs = (same?.object ?? []).compactMap { member in member.value.string.map { (member.key, $0) } }
        self.same = Dictionary(uniqueKeysWithValues: pairs)
    }

    func tensor(_ name: String) throws -> Tensor {
        guard let tensor = stored[same[name] ?? name] else { throw FixtureError("there is no tensor \(name)") }
        return tensor
    }
}

/// How far a result may be from PyTorch's.
struct Tolerance: Sendable {
    var rtol: Double
    var atol: Double
}
