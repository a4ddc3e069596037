import TernCore

/// The size of an adaptive pooling's result: one number for every dimension, or one for each, where nil keeps the input's.
public enum AdaptiveSize: Sendable, Hashable, CustomStringConvertible {
    /// The same in every dimension.
    case all(Int)
    /// One for each dimension; nil for as much as the input has.
    case each([Int?])

    /// As Python prints it: `3`, `(3, None)`.
    public var description: String {
        switch self {
        case .all(let value): "\(value)"
        case .each(let values):
            "(" + values.map { $0.map(String.init) ?? "None" }.joined(separator: ", ")
                + (values.count == 1 ? ",)" : ")")
        }
    }
}

extension AdaptiveSize {
    /// The size without nil, which torch does not take in one dimension.
    func fixed(_ operation: String) throws -> Size {
        switch self {
        case .all(let value): return .all(value)
        case .each(let values):
            let known = values.compactMap { $0 }
            guard known.count == values.count else {
                throw TensorError(
                    .type, operation,
                    "\(operation)(): argument 'output_size' (position 2) must be tuple of ints, but found element of type NoneType at pos \(values.firstIndex(of: nil) ?? 0)"
                )
            }
            return .each(known)
        }
    }
}

extension AdaptiveSize {
    /// The extents of a pooling's result: as many as were given, the input's where nil was given.
    func extents(for x: Tensor, dimensions: Int, _ operation: String) throws -> [Int] {
        switch self {
        case .all(let value): return Array(repeating: value, count: dimensions)
        case .each(let values):
            guard x.ndim > values.count else {
                throw TensorError(.value, operation, "Input dimension should be at least \(values.count + 1)")
            }
            return zip(values, x.shape.suffix(values.count)).map { $0 ?? $1 }
        }
    }
}

/// What can be given as an adaptive pooling's size: `1`, `[3, 5]`, `[nil, 5]`.
public protocol AdaptiveSizeArgument: Sendable {
    /// The size.
    var adaptiveSize: AdaptiveSize { get }
}

/// An element of a list of sizes: a number, or nil.
public protocol AdaptiveExtent: Sendable {
    /// The number; nil for as much as the input has.
    var extent: Int? { get }
}

extension Optional: AdaptiveExtent where Wrapped == Int {
    /// Itself.
    public var extent: Int? { self }
}
extension AdaptiveSize: AdaptiveSizeArgument {
    /// Itself.
    public var adaptiveSize: AdaptiveSize { self }
}
extension Int: AdaptiveSizeArgument, AdaptiveExtent {
    /// The same in every dimension.
    public var adaptiveSize: AdaptiveSize { .all(self) }
    /// Itself.
    public var extent: Int? { self }
}
extension Array: AdaptiveSizeArgument where Element: AdaptiveExtent {
    /// One for each dimension.
    public var adaptiveSize: AdaptiveSize { .each(map(\.extent)) }
}
