import Foundation
import Tern
import Testing

/// One case of Fixtures/random_draws.json: a seed and the calls that follow it; see Tools/fixtures/random_draws.py.
struct RandomDrawsCase: Decodable, Sendable, CustomTestStringConvertible {
    let seed: Int
    let calls: [RandomCall]

    var testDescription: String { calls.map(\.fn).joined(separator: ", ") + ", seed \(seed)" }

    static let all: [RandomDrawsCase] = load("random_draws.json")

    private static func load(_ name: String) -> [RandomDrawsCase] {
        struct File: Decodable { let cases: [RandomDrawsCase] }
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
        do {
            return try JSONDecoder().decode(File.self, from: Data(contentsOf: folder.appendingPathComponent(name)))
                .cases
        } catch {
            Issue.record("\(name) cannot be read: \(error)")
            return []
        }
    }
}

/// A call with what torch answered.
struct RandomCall: Decodable, Sendable {
    let fn: String
    let shape: [Int]?
    let dtype: String?
    let layout: String?
    let low: Number?
    let high: Number?
    let mean: Number?
    let std: Number?
    let p: Number?
    let lambd: Number?
    let n: Int?
    let replacement: Bool?
    let input: StoredTensor?
    let other: StoredTensor?
    let out: StoredTensor?
    let error: String?
    let kind: String?
}

/// A number as the fixtures write it: those that JSON lacks are strings.
enum Number: Decodable, Sendable {
    case int(Int)
    case double(Double)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .double(Double(text) ?? .nan)
        } else if let int = try? container.decode(Int.self) {
            self = .int(int)
        } else {
            self = .double(try container.decode(Double.self))
        }
    }

    var double: Double {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        }
    }

    var int: Int {
        switch self {
        case .int(let value): value
        case .double(let value): Int(value)
        }
    }
}

/// A tensor as its bytes.
struct StoredTensor: Decodable, Sendable {
    let dtype: String
    let shape: [Int]
    let bytes: Data

    func tensor() throws -> Tensor {
        try Tensor(bytes: bytes, shape: shape, dtype: try #require(DType(name: dtype)))
    }
}

extension RandomCall {
    private var type: DType { dtype.flatMap { DType(name: $0) } ?? .float32 }
    private var extents: [Int] { shape ?? [] }

    /// Makes the call.
    func draw(_ generator: Generator) throws -> Tensor {
        if fn.hasPrefix("fill_") { return try fill(generator) }
        switch fn {
        case "rand": return .rand(extents, dtype: type, generator: generator)
        case "randn": return .randn(extents, dtype: type, generator: generator)
        case "rand_like": return .rand(like: try target(), generator: generator)
        case "randn_like": return .randn(like: try target(), generator: generator)
        case "randint":
            return .randint(
                try #require(low).int, try #require(high).int, extents, dtype: type, generator: generator)
        case "randperm": return .randperm(try #require(n), dtype: type, generator: generator)
        case "normal_of": return try drawNormal(generator)
        case "bernoulli_of": return try #require(input).tensor().bernoulli(generator: generator)
        case "poisson": return try #require(input).tensor().poisson(generator: generator)
        case "multinomial":
            return try #require(input).tensor().multinomial(
                #require(n), replacement: replacement == true, generator: generator)
        case "get_state": return generator.getState()
        default: throw TensorError("fixture", "there is no function \(fn)")
        }
    }

    private func drawNormal(_ generator: Generator) throws -> Tensor {
        switch (input, other) {
        case (let mean?, let std?):
            try .normal(mean: mean.tensor(), std: std.tensor(), generator: generator)
        case (let mean?, nil):
            try .normal(mean: mean.tensor(), std: #require(std).double, generator: generator)
        case (nil, let std?):
            try .normal(mean: #require(mean).double, std: std.tensor(), generator: generator)
        case (nil, nil): throw TensorError("fixture", "normal without tensors")
        }
    }

    private func fill(_ generator: Generator) throws -> Tensor {
        var x = try target()
        switch fn {
        case "fill_uniform":
            try x.fillUniform(#require(low).double, #require(high).double, generator: generator)
        case "fill_normal":
            try x.fillNormal(mean: #require(mean).double, std: #require(std).double, generator: generator)
        case "fill_exponential": try x.fillExponential(#require(lambd).double, generator: generator)
        case "fill_random": try x.fillRandom(#require(low).int, #require(high).int, generator: generator)
        case "fill_bernoulli":
            if let input {
                try x.fillBernoulli(input.tensor(), generator: generator)
            } else {
                try x.fillBernoulli(#require(p).double, generator: generator)
            }
        default: throw TensorError("fixture", "there is no function \(fn)")
        }
        return x
    }

    /// Zeros in the layout asked for.
    private func target() throws -> Tensor {
        let shape = extents
        switch layout {
        case nil: return .zeros(shape, dtype: type)
        case "transposed":
            var stored = shape
            stored.swapAt(0, shape.count - 1)
            return try Tensor.zeros(stored, dtype: type).transpose(0, -1)
        case "strided":
            let stored = shape.dropLast() + [2 * (shape.last ?? 0)]
            return try Tensor.zeros(Array(stored), dtype: type).slice(dim: -1, step: 2)
        case "channels_last":
            let stored = [shape[0], shape[2], shape[3], shape[1]]
            return try Tensor.zeros(stored, dtype: type).permute([0, 3, 1, 2])
        case let other?: throw TensorError("fixture", "there is no layout \(other)")
        }
    }

    /// How far a result may be off: functions of the C library differ in the last bit between systems.
    func tolerance(_ dtype: DType) -> Double {
        let isDirect = ["rand", "rand_like", "fill_uniform", "randint", "fill_random", "randperm", "get_state"]
        if isDirect.contains(fn) || fn.contains("bernoulli") { return 0 }
        return switch dtype {
        case .float64: 1e-12
        case .float32: 2e-6
        case .float16, .bfloat16: 1e-2
        default: 0
        }
    }
}
