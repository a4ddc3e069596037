/// The parameters, buffers and children of one module, found from its stored properties in the order of their declaration.
///
/// Optionals are looked into; arrays and dictionaries of modules become `ModuleList` and `ModuleDict`, of parameters or buffers
/// become numbered entries. Everything else is not state.
struct ModuleMembers {
    private(set) var parameters: [(name: String, value: Parameter)] = []
    private(set) var buffers: [(name: String, value: Buffer)] = []
    private(set) var children: [(name: String, module: any Module)] = []

    private let owner: any Module

    init(of module: any Module) {
        owner = module
        var mirrors = [Mirror(reflecting: module)]
        while let parent = mirrors[mirrors.count - 1].superclassMirror { mirrors.append(parent) }
        for mirror in mirrors.reversed() {
            for (label, value) in mirror.children {
                guard let label else { continue }
                add(value, named: ModuleMembers.key(label))
            }
        }
    }

    private mutating func add(_ value: Any, named name: String) {
        switch value {
        case let keyed as any StateKeyed: add(keyed.keyedValue, named: keyed.key)
        case let parameter as Parameter: parameters.append((name, parameter))
        case let named as NamedParameters: parameters += named.entries.map { ($0.name, $0.parameter) }
        case let buffer as Buffer: buffers.append((name, buffer))
        case let module as any Module: children.append((name, module))
        case let modules as [any Module]:
            if !modules.isEmpty { children.append((name, ModuleList(modules.numbered, in: owner))) }
        case let modules as [String: any Module]:
            if !modules.isEmpty { children.append((name, ModuleDict(modules, in: owner))) }
        default: addContainer(value, named: name)
        }
    }

    private mutating func addContainer(_ value: Any, named name: String) {
        // Looking into every value would walk through tensors and strings; only these can hold state.
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            if let wrapped = mirror.children.first { add(wrapped.value, named: name) }
        case .collection where value is [Parameter] || value is [Buffer] || value is [Any?]:
            for (index, element) in mirror.children.enumerated() { add(element.value, named: "\(name).\(index)") }
        case .dictionary where value is [String: Any]:
            let entries = (value as? [String: Any]) ?? [:]
            for key in entries.keys.sorted() { if let entry = entries[key] { add(entry, named: "\(name).\(key)") } }
        default: break
        }
    }

    /// A property's name as torch would write it: in snake case, without the underscore of a property wrapper's storage.
    static func key(_ label: String) -> String {
        var name = Substring(label)
        if name.hasPrefix("$__lazy_storage_$_") { name = name.dropFirst("$__lazy_storage_$_".count) }
        var key = ""
        var previous: Character = "_"
        for character in name {
            if character.isUppercase, previous.isLowercase || previous.isNumber {
                key += "_" + character.lowercased()
            } else {
                key.append(character)
            }
            previous = character
        }
        return key
    }
}

/// Gives a stored property another state-dict key than its name in snake case.
///
/// ```swift
/// @StateKey("AuxLogits") var auxLogits = InceptionAux(768, 1000)
/// ```
@propertyWrapper
public struct StateKey<Value> {
    /// The property's value.
    public var wrappedValue: Value
    /// The key.
    public let key: String

    /// A property with that key.
    public init(wrappedValue: Value, _ key: String) {
        self.wrappedValue = wrappedValue
        self.key = key
    }
}

protocol StateKeyed {
    var key: String { get }
    var keyedValue: Any { get }
}

extension StateKey: StateKeyed {
    var keyedValue: Any { wrappedValue }
}
