/// A JSON document or a part of one.
///
/// Unlike Foundation's, it keeps the order of an object's members, tells integers from other numbers, and its parser refuses
/// duplicate keys and deep nesting: what file headers from strangers need.
package enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A number written without fraction and exponent that fits.
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    /// One key and its value.
    package struct Member: Sendable, Equatable {
        package var key: String
        package var value: JSON

        package init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }
}

// MARK: - Reading values

extension JSON {
    /// The member of that name, or nil where there is none or this is no object.
    package subscript(key: String) -> JSON? { object?.first { $0.key == key }?.value }

    /// The element at that position, or nil.
    package subscript(index: Int) -> JSON? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }

    package var isNull: Bool { self == .null }

    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var int: Int? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The value of any number.
    package var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    package var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    package var array: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    package var object: [Member]? {
        if case .object(let value) = self { value } else { nil }
    }

    /// An array of integers only.
    package var ints: [Int]? { elements { $0.int } }

    /// An array of strings only.
    package var strings: [String]? { elements { $0.string } }

    private func elements<Element>(_ convert: (JSON) -> Element?) -> [Element]? {
        guard let array else { return nil }
        let converted = array.compactMap(convert)
        return converted.count == array.count ? converted : nil
    }
}

// MARK: - Literals

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map { Member($0, $1) }) }
}
