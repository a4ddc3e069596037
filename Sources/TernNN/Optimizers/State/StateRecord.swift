/// Named values in the order in which they were set: a Python dictionary with strings as keys.
public struct StateRecord: Sendable {
    /// Names in order.
    public private(set) var keys: [String] = []
    private var values: [String: StateValue] = [:]

    /// An empty record.
    public init() {}

    /// The value of that name; setting it to nil removes it.
    public subscript(name: String) -> StateValue? {
        get { values[name] }
        set {
            if newValue == nil { keys.removeAll { $0 == name } } else if values[name] == nil { keys.append(name) }
            values[name] = newValue
        }
    }

    /// How many values there are.
    public var count: Int { keys.count }
}

extension StateRecord: ExpressibleByDictionaryLiteral {
    /// A record of these values; of a name that appears twice, the last.
    public init(dictionaryLiteral elements: (String, StateValue)...) {
        for (name, value) in elements { self[name] = value }
    }
}

extension StateRecord: Sequence {
    /// Goes through the names and values in order.
    public func makeIterator() -> AnyIterator<(name: String, value: StateValue)> {
        var position = 0
        return AnyIterator {
            guard position < keys.count, let value = values[keys[position]] else { return nil }
            defer { position += 1 }
            return (keys[position], value)
        }
    }
}

extension StateRecord: CustomStringConvertible {
    /// Python's text of the dictionary.
    public var description: String {
        "{\(map { "'\($0.name)': \($0.value.quotedDescription)" }.joined(separator: ", "))}"
    }
}
