import Foundation
import Tern
import Testing

/// One case of Fixtures/init_draws.json: a seed and the calls that follow it; see Tools/fixtures/random_draws.py.
struct InitDrawsCase: Decodable, Sendable, CustomTestStringConvertible {
    let seed: Int
    let calls: [InitCall]

    var testDescription: String { calls.map(\.fn).joined(separator: ", ") + ", seed \(seed)" }

    static let all: [InitDrawsCase] = {
        struct File: Decodable { let cases: [InitDrawsCase] }
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/init_draws.json")
        do {
            return try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).cases
        } catch {
            Issue.record("\(file.lastPathComponent) cannot be read: \(error)")
            return []
        }
    }()
}

/// A call with what torch answered.
struct InitCall: Decodable, Sendable {
    let fn: String
    let shape: [Int]?
    let dtype: String?
    let layout: String?
    let p: Argument?
    let training: Bool?
    let mode: String?
    let nonlinearity: String?
    let a: Argument?
    let b: Argument?
    let gain: Argument?
    let mean: Argument?
    let std: Argument?
    let val: Argument?
    let groups: Int?
    let input: Stored?
    let out: Stored?
    let error: String?
    let kind: String?

    /// A number as the fixtures write it: those that JSON lacks are strings.
    struct Argument: Decodable, Sendable {
        let scalar: Scalar
        var double: Double { scalar.doubleValue }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                scalar = .double(Double(text) ?? .nan)
            } else if let int = try? container.decode(Int64.self), int != 0, int != 1 {
                // Decoders read 1.0 as an integer too; only an integer out of range shows in a text.
                scalar = .int(int)
            } else {
                scalar = .double(try container.decode(Double.self))
            }
        }
    }

    /// A tensor as its bytes.
    struct Stored: Decodable, Sendable {
        let dtype: String
        let shape: [Int]
        let bytes: Data

        func tensor() throws -> Tensor {
            try Tensor(bytes: bytes, shape: shape, dtype: try #require(DType(name: dtype)))
        }
    }
}

extension InitCall {
    private var type: DType { dtype.flatMap { DType(name: $0) } ?? .float32 }

    /// Makes the call.
    func draw(_ generator: Generator) throws -> Tensor {
        if fn.contains("dropout") { return try dropOut(generator) }
        let parameter = Parameter(.empty(shape ?? [], dtype: type))
        try initialize(parameter, generator)
        #expect(parameter.tensor.isLeaf && parameter.requiresGrad)
        return parameter.tensor.detach()
    }

    private func dropOut(_ generator: Generator) throws -> Tensor {
        let (x, p) = (try input?.tensor() ?? ones(), try #require(p).scalar)
        let training = training ?? true
        switch fn {
        case "dropout": return try F.dropout(x, p: p, training: training, generator: generator)
        case "dropout1d": return try F.dropout1d(x, p: p, training: training, generator: generator)
        case "dropout2d": return try F.dropout2d(x, p: p, training: training, generator: generator)
        case "dropout3d": return try F.dropout3d(x, p: p, training: training, generator: generator)
        default: return try F.alphaDropout(x, p: p, training: training, generator: generator)
        }
    }

    private func initialize(_ w: Parameter, _ generator: Generator) throws {
        switch fn {
        case "uniform": try Init.uniform(w, #require(a).double, #require(b).double, generator: generator)
        case "normal":
            try Init.normal(w, mean: #require(mean).double, std: #require(std).double, generator: generator)
        case "trunc_normal":
            try Init.truncNormal(
                w, mean: mean?.double ?? 0, std: std?.double ?? 1, low: a?.double ?? -2, high: b?.double ?? 2,
                generator: generator)
        case "xavier_uniform": try Init.xavierUniform(w, gain: gain?.double ?? 1, generator: generator)
        case "xavier_normal": try Init.xavierNormal(w, gain: gain?.double ?? 1, generator: generator)
        case "kaiming_uniform", "kaiming_normal": try initializeKaiming(w, generator)
        case "orthogonal": try Init.orthogonal(w, gain: gain?.double ?? 1, generator: generator)
        case "eye": try Init.eye(w)
        case "dirac": try Init.dirac(w, groups: groups ?? 1)
        case "constant": try Init.constant(w, #require(val).double)
        default: throw TensorError("fixture", "there is no function \(fn)")
        }
    }

    private func initializeKaiming(_ w: Parameter, _ generator: Generator) throws {
        let mode = try #require(Init.FanMode(rawValue: mode ?? "fan_in"))
        let nonlinearity = try #require(Init.Nonlinearity(rawValue: nonlinearity ?? "leaky_relu"))
        let slope = a?.double ?? 0
        if fn == "kaiming_uniform" {
            try Init.kaimingUniform(w, a: slope, mode: mode, nonlinearity: nonlinearity, generator: generator)
        } else {
            try Init.kaimingNormal(w, a: slope, mode: mode, nonlinearity: nonlinearity, generator: generator)
        }
    }

    /// Ones in the layout asked for.
    private func ones() throws -> Tensor {
        let shape = shape ?? []
        switch layout {
        case nil: return .ones(shape, dtype: type)
        case "transposed": return try Tensor.ones(shape.reversed(), dtype: type).transpose(0, -1)
        case "strided":
            return try Tensor.ones([shape[0], 2 * shape[1]], dtype: type).slice(dim: -1, step: 2)
        default:
            return try Tensor.ones([shape[0], shape[2], shape[3], shape[1]], dtype: type).permute([0, 3, 1, 2])
        }
    }

    /// How far a result may be off: normals differ in the last bit between systems, sums of several roundings more.
    func tolerance(_ dtype: DType) -> Double {
        let isDirect = fn.contains("uniform") || fn == "dropout" || fn == "eye" || fn == "dirac"
        if isDirect { return 0 }
        return switch dtype {
        case .float64: 1e-12
        case .float32: 2e-6
        default: 1e-2
        }
    }
}
