import Tern
import TernFormats

/// A layer's arguments by torch's names, tensors among them.
package struct LayerArguments {
    private let json: JSON
    private let tensors: [String: Tensor]
    private let reads = Reads()

    package init(_ json: JSON, _ tensors: [String: Tensor] = [:]) {
        self.json = json
        self.tensors = tensors
    }

    /// Arguments that nobody has asked for. Null says nothing.
    package var unread: [String] {
        let members = (json.object ?? []).filter { !$0.value.isNull }
        return reads.unread(among: tensors.keys.sorted() + members.map(\.key))
    }

    private func value(_ name: String) -> JSON? {
        reads.note(name)
        return json[name].flatMap { $0.isNull ? nil : $0 }
    }

    /// The tensor of that name, if there is one.
    func tensor(_ name: String) -> Tensor? {
        reads.note(name)
        return tensors[name]
    }

    func has(_ name: String) -> Bool { value(name) != nil }
    func int(_ name: String, _ standard: Int = 0) -> Int { value(name)?.int ?? standard }
    func optionalInt(_ name: String) -> Int? { value(name)?.int }
    func ints(_ name: String) -> [Int] { value(name)?.ints ?? [] }
    /// A list of sizes, some of which may be null.
    func sizes(_ name: String) -> [Int?]? { value(name)?.array.map { $0.map(\.int) } }
    func doubles(_ name: String) -> [Double]? { value(name)?.array.map { $0.compactMap(\.double) } }
    func double(_ name: String, _ standard: Double) -> Double { value(name)?.double ?? standard }
    /// A number, nil if it is null, or the standard if it is left out.
    func nullableDouble(_ name: String, _ standard: Double) -> Double? {
        json[name]?.isNull == true ? nil : double(name, standard)
    }
    func flag(_ name: String, _ standard: Bool = false) -> Bool { value(name)?.bool ?? standard }
    func string(_ name: String, _ standard: String) -> String { value(name)?.string ?? standard }
    func size(_ name: String, _ standard: Int = 0) -> Size {
        value(name)?.ints.map { .each($0) } ?? .all(int(name, standard))
    }
    func optionalSize(_ name: String) -> Size? { has(name) ? size(name) : nil }
    /// A number, with its kind.
    func scalar(_ name: String, _ standard: Scalar) -> Scalar { optionalScalar(name) ?? standard }
    func optionalScalar(_ name: String) -> Scalar? {
        value(name).flatMap { number in number.int.map { .int(Int64($0)) } ?? number.double.map { .double($0) } }
    }
}

/// The tensors of a layer's call, by position.
package struct LayerInputs {
    private let tensors: [Tensor]

    package init(_ tensors: [Tensor]) { self.tensors = tensors }

    var count: Int { tensors.count }

    subscript(position: Int) -> Tensor {
        get throws {
            guard tensors.indices.contains(position) else {
                throw FixtureError("the call has \(count) inputs, the Swift twin takes more")
            }
            return tensors[position]
        }
    }
}
