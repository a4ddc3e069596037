/// A layer's size in one or more dimensions: one number for all of them, or one for each, height first.
///
/// Keeps the form in which it was given, because a layer's text shows it.
public enum Size: Sendable, Hashable, CustomStringConvertible {
    /// The same in every dimension.
    case all(Int)
    /// One for each dimension.
    case each([Int])

    /// The numbers as given: one, or one for each dimension.
    public var values: [Int] {
        switch self {
        case .all(let value): [value]
        case .each(let values): values
        }
    }

    /// One number for each of `count` dimensions; nil if it was given for another count.
    public func expanded(to count: Int) -> [Int]? {
        switch self {
        case .all(let value): Array(repeating: value, count: count)
        case .each(let values): values.count == count ? values : nil
        }
    }

    /// As Python prints it: `3`, `(3, 5)`.
    public var description: String {
        switch self {
        case .all(let value): "\(value)"
        case .each(let values): pythonTuple(values)
        }
    }
}

/// `(3, 5)`; with one element `(3,)`.
package func pythonTuple(_ values: [Int]) -> String {
    "(" + values.map(String.init).joined(separator: ", ") + (values.count == 1 ? ",)" : ")")
}

/// What can be given as a size: `3`, `[3, 5]` or a `Size`.
public protocol SizeArgument: Sendable {
    /// The size.
    var size: Size { get }
}

extension Size: SizeArgument {
    /// Itself.
    public var size: Size { self }
}
extension Int: SizeArgument {
    /// The same in every dimension.
    public var size: Size { .all(self) }
}
extension Array: SizeArgument where Element == Int {
    /// One for each dimension.
    public var size: Size { .each(self) }
}
