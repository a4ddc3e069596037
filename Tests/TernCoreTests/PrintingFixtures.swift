import Foundation
import Tern
import Testing

/// One printed tensor of Fixtures/printing.json; see Tools/fixtures/printing.py.
struct PrintingCase: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let dtype: String
    let shape: [Int]
    let bytes: Data
    let permute: [Int]?
    let expand: [Int]?
    let requiresGrad: Bool?
    let mul: Bool?
    let options: Options?
    let text: String

    var testDescription: String { "\(name) \(dtype) \(expand ?? shape)" }

    /// The arguments given to `torch.set_printoptions`.
    struct Options: Decodable, Sendable {
        var precision: Int?
        var threshold: Int?
        var edgeitems: Int?
        var linewidth: Int?
        var sciMode: Bool?
        var profile: String?
    }

    static let all: [PrintingCase] = load(
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/printing.json"))

    static func load(_ file: URL) -> [PrintingCase] {
        struct File: Decodable { let cases: [PrintingCase] }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(File.self, from: Data(contentsOf: file)).cases
        } catch {
            Issue.record("\(file.lastPathComponent) cannot be read: \(error)")
            return []
        }
    }

    func tensor() throws -> Tensor {
        let type = try #require(DType(name: dtype))
        var x = try Tensor(bytes: bytes, shape: shape, dtype: type)
        if let permute { x = try x.permute(permute) }
        if let expand { x = try x.expand(expand) }
        if requiresGrad == true { x = x.requiringGrad() }
        if mul == true { x = x.requiringGrad() * 1 }
        return x
    }

    /// Runs `body` under the case's options.
    func withOptions<Result>(_ body: () throws -> Result) throws -> Result {
        guard let options else { return try body() }
        let profiles: [String: PrintOptions] = ["default": .default, "short": .short, "full": .full]
        let profile = try options.profile.map { try #require(profiles[$0]) }
        return try withPrintOptions(
            precision: options.precision, threshold: options.threshold, edgeItems: options.edgeitems,
            lineWidth: options.linewidth, sciMode: options.sciMode, profile: profile, body)
    }
}
