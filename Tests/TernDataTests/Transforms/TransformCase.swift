import Foundation
import Tern
import Testing

/// One case of Fixtures/transforms.json; see Tools/fixtures/transforms.py.
struct TransformCase: Decodable, Sendable, CustomTestStringConvertible {
    let op: String
    let input: String
    let args: Arguments
    let seed: Int?
    let out: String?
    let next: Int?
    let error: String?

    var testDescription: String { "\(op) of \(input), \(out ?? "refused")" }

    /// Numbers, lists and words by name.
    struct Arguments: Decodable, Sendable {
        private let json: [String: Value]

        enum Value: Decodable, Sendable {
            case number(Double)
            case list([Double])
            case word(String)
            case flag(Bool)
            case none

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if container.decodeNil() {
                    self = .none
                } else if let flag = try? container.decode(Bool.self) {
                    self = .flag(flag)
                } else if let number = try? container.decode(Double.self) {
                    self = .number(number)
                } else if let list = try? container.decode([Double].self) {
                    self = .list(list)
                } else {
                    self = .word(try container.decode(String.self))
                }
            }
        }

        init(from decoder: any Decoder) throws {
            json = try decoder.singleValueContainer().decode([String: Value].self)
        }

        /// A list; a number is a list of one.
        func list(_ name: String) -> [Double]? {
            switch json[name] {
            case .list(let list): list
            case .number(let number): [number]
            default: nil
            }
        }

        func number(_ name: String, _ standard: Double = 0) -> Double { list(name)?.first ?? standard }
        func ints(_ name: String) -> [Int] { (list(name) ?? []).map { Int($0) } }
        func pair(_ name: String) -> (x: Double, y: Double)? { list(name).map { ($0[0], $0[1]) } }
        func range(_ name: String, _ first: Int = 0) -> ClosedRange<Double>? {
            list(name).flatMap { $0.count > first + 1 ? $0[first]...$0[first + 1] : nil }
        }
        func word(_ name: String) -> String? { if case .word(let word) = json[name] { word } else { nil } }
        func flag(_ name: String, _ standard: Bool) -> Bool {
            if case .flag(let flag) = json[name] { flag } else { standard }
        }
        func isList(_ name: String) -> Bool { if case .list = json[name] { true } else { false } }
        var interpolation: Transforms.Interpolation? {
            word("interpolation").flatMap { Transforms.Interpolation(rawValue: $0) }
        }
    }

    private static let file = fixture("transforms.json")

    static let all: [TransformCase] = {
        struct File: Decodable { let cases: [TransformCase] }
        return (try? JSONDecoder().decode(File.self, from: Data(contentsOf: file)).cases) ?? []
    }()

    static let tensors: [String: Tensor] =
        ((try? SafeTensors.load(file.deletingPathExtension().appendingPathExtension("safetensors")).tensors()) ?? [])
        .reduce(into: [:]) { $0[$1.0] = $1.1 }
}
