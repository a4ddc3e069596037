import Foundation
import Tern
import Testing

/// One case of Fixtures/data_orders.json; see Tools/fixtures/data_orders.py.
struct OrderCase: Decodable, Sendable, CustomTestStringConvertible {
    let call: String
    let seed: Int
    let generator: Int?
    let n: Int
    let noisy: Bool?
    let epochs: Int?
    let sampler: SamplerSpec?
    let batchSize: Int?
    let dropLast: Bool?
    let options: Options?
    let lengths: [Double]?
    let error: String?
    let count: Int?
    let orders: [Order]?
    let parts: [[Int]]?
    let batches: [[[Int]]]?
    let noise: [[[Double]]]?
    let next: Int?
    let nextOfGenerator: Int?

    struct SamplerSpec: Decodable, Sendable {
        let kind: String
        let replacement: Bool?
        let numSamples: Int?
        let indices: [Int]?
        let weights: [Double]?
    }

    struct Options: Decodable, Sendable {
        let batchSize: Int?
        let shuffle: Bool?
        let numWorkers: Int?
        let dropLast: Bool?
        let prefetchFactor: Int?
    }

    /// A pass of a sampler: positions, or batches of them.
    enum Order: Decodable, Sendable, Equatable {
        case positions([Int])
        case batches([[Int]])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let positions = try? container.decode([Int].self) {
                self = .positions(positions)
            } else {
                self = .batches(try container.decode([[Int]].self))
            }
        }
    }

    var testDescription: String { "\(call) of \(n), seed \(seed)" }

    static let all: [OrderCase] = {
        struct File: Decodable { let cases: [OrderCase] }
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(File.self, from: Data(contentsOf: fixture("data_orders.json"))).cases
        } catch {
            Issue.record("data_orders.json cannot be read: \(error)")
            return []
        }
    }()

    func makeSampler(_ spec: SamplerSpec, _ dataset: Numbers, _ generator: Generator?) throws -> any Sampler<Int> {
        switch spec.kind {
        case "random":
            return try RandomSampler(
                dataset, replacement: spec.replacement ?? false, numSamples: spec.numSamples, generator: generator)
        case "subset": return SubsetRandomSampler(spec.indices ?? [], generator: generator)
        case "weighted":
            return try WeightedRandomSampler(
                spec.weights ?? [], numSamples: spec.numSamples ?? 0, replacement: spec.replacement ?? true,
                generator: generator)
        default: return SequentialSampler(dataset)
        }
    }
}

/// 0, 1, 2, …; each sample also draws from the default generator if asked to, as transforms do.
struct Numbers: Dataset {
    let count: Int
    var isNoisy = false

    func sample(at index: Int) -> (Tensor, Tensor) {
        (Tensor(index), isNoisy ? .rand([]) : .zeros([]))
    }
}

/// The path of a file that Tools/fixtures wrote.
func fixture(_ name: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures").appendingPathComponent(name)
}
