import Tern
import TernFormats

/// An object of a case file, read with checks: whatever is missing or of another kind is an error that names the file.
struct CaseArguments {
    let json: JSON
    private let file: String

    init(_ json: JSON, _ file: String) {
        self.json = json
        self.file = file
    }

    /// An error about the file.
    func error(_ message: String) -> TensorError {
        TensorError(
            .file, ConformanceCase.operation, "\(file) \(message)",
            hint: "see the format's README for what a case contains")
    }

    /// The object's members in the file's order.
    var members: [(name: String, value: JSON)] { (json.object ?? []).map { ($0.key, $0.value) } }

    private func required<Value>(_ name: String, _ kind: String, _ value: Value?) throws -> Value {
        guard let value else {
            throw error(json[name] == nil ? "has no \"\(name)\"" : "has a \"\(name)\" that is not \(kind)")
        }
        return value
    }

    private func optional<Value>(_ name: String, _ kind: String, _ convert: (JSON) -> Value?) throws -> Value? {
        guard let member = json[name], !member.isNull else { return nil }
        return try required(name, kind, convert(member))
    }
}

// MARK: - Plain values

extension CaseArguments {
    func string(_ name: String) throws -> String { try required(name, "text", json[name]?.string) }
    func int(_ name: String) throws -> Int { try required(name, "an integer", json[name]?.int) }
    func bool(_ name: String) throws -> Bool { try required(name, "true or false", json[name]?.bool) }
    func double(_ name: String) throws -> Double { try required(name, "a number", json[name]?.double) }
    func ints(_ name: String) throws -> [Int] { try required(name, "a list of integers", json[name]?.ints) }
    func strings(_ name: String) throws -> [String] { try required(name, "a list of names", json[name]?.strings) }

    func doubles(_ name: String) throws -> [Double] {
        let numbers = json[name]?.array?.compactMap(\.double)
        return try required(name, "a list of numbers", numbers?.count == json[name]?.array?.count ? numbers : nil)
    }

    func optionalString(_ name: String) throws -> String? { try optional(name, "text") { $0.string } }
    func optionalBool(_ name: String) throws -> Bool? { try optional(name, "true or false") { $0.bool } }
    func optionalInt(_ name: String) throws -> Int? { try optional(name, "an integer") { $0.int } }
    func optionalDouble(_ name: String) throws -> Double? { try optional(name, "a number") { $0.double } }

    func object(_ name: String) throws -> CaseArguments {
        try required(name, "an object", optionalObject(name))
    }

    func optionalObject(_ name: String) throws -> CaseArguments? {
        try optional(name, "an object") { $0.object == nil ? nil : CaseArguments($0, file) }
    }

    /// A list of objects.
    func objects(_ name: String) throws -> [CaseArguments] {
        let elements = try required(name, "a list", json[name]?.array)
        return try elements.map { element in
            guard element.object != nil else { throw error("has a \"\(name)\" that is not a list of objects") }
            return CaseArguments(element, file)
        }
    }

    /// An object whose members are all text.
    func stringMembers() throws -> [(String, String)] { try members.map { ($0.name, try string($0.name)) } }
}

// MARK: - What layers take

extension CaseArguments {
    /// `3` or `[3, 5]`.
    func size(_ name: String) throws -> Size {
        try required(name, "an integer or a list of integers", optionalSize(name))
    }

    /// `3` or `[3, 5]`; nil for null, which means the default.
    func optionalSize(_ name: String) throws -> Size? {
        try optional(name, "an integer or a list of integers") { value in
            value.int.map { .all($0) } ?? value.ints.map { .each($0) }
        }
    }

    /// A size or `"same"`, `"valid"`.
    func padding(_ name: String) throws -> Padding {
        if let rule = json[name]?.string { return .rule(rule) }
        return .size(try size(name))
    }

    func dtype(_ name: String, default standard: DType = .float32) throws -> DType {
        guard let typeName = try optionalString(name) else { return standard }
        guard let dtype = DType(name: typeName) else { throw error("has the unknown type \(typeName)") }
        return dtype
    }
}
