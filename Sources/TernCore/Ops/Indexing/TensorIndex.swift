/// What can stand in a subscript of a tensor: `x[0, 1..., .newAxis, .ellipsis, mask]`.
///
/// | index | what it does |
/// |---|---|
/// | `2`, `-1` | picks a position; the dimension goes |
/// | `1..<3`, `1...3`, `2...`, `..<3`, `...3` | keeps a range; a negative bound counts from the end |
/// | `.slice(0, 10, step: 2)` | keeps every second position; `nil` for an open end |
/// | `.all` | keeps the whole dimension |
/// | `.ellipsis` | keeps all the dimensions that the other indices leave over |
/// | `.newAxis` | adds a dimension of size 1 |
/// | `[0, 2]`, an integer tensor | picks a list of positions |
/// | a bool tensor | keeps the elements where it is true |
///
/// Reading with the first six kinds gives views, with lists and masks copies.
public protocol TensorIndex {
    /// The index as Tern handles it.
    var indexItem: IndexItem { get }
}

/// One index of a subscript.
public struct IndexItem: Sendable, TensorIndex {
    enum Kind: Sendable {
        case at(Int)
        case slice(from: Int?, to: Int?, step: Int)
        case newAxis
        case ellipsis
        case tensor(Tensor)
        /// A list even where it has no dimensions; as a `tensor` that would be a position.
        case list(Tensor)
    }

    let kind: Kind

    init(_ kind: Kind) { self.kind = kind }

    /// Itself.
    public var indexItem: IndexItem { self }
}

extension TensorIndex where Self == IndexItem {
    /// A new dimension of size 1: Python's `None`.
    public static var newAxis: IndexItem { IndexItem(.newAxis) }

    /// As many whole dimensions as the other indices leave over: Python's `...`.
    public static var ellipsis: IndexItem { IndexItem(.ellipsis) }

    /// A whole dimension: Python's `:`.
    public static var all: IndexItem { IndexItem(.slice(from: nil, to: nil, step: 1)) }

    /// Python's `start:end:step`. Negative positions count from the end, bounds beyond it are cut, nil leaves an end
    /// open.
    public static func slice(_ start: Int? = nil, _ end: Int? = nil, step: Int = 1) -> IndexItem {
        IndexItem(.slice(from: start, to: end, step: step))
    }
}

extension Int: TensorIndex {
    /// A position.
    public var indexItem: IndexItem { IndexItem(.at(self)) }
}

extension Range: TensorIndex where Bound == Int {
    /// The positions from the lower bound up to but not including the upper one.
    public var indexItem: IndexItem { IndexItem(.slice(from: lowerBound, to: upperBound, step: 1)) }
}

extension ClosedRange: TensorIndex where Bound == Int {
    /// The positions from the lower bound to the upper one.
    public var indexItem: IndexItem { IndexItem(.slice(from: lowerBound, to: upperBound.following, step: 1)) }
}

extension PartialRangeFrom: TensorIndex where Bound == Int {
    /// The positions from the bound on.
    public var indexItem: IndexItem { IndexItem(.slice(from: lowerBound, to: nil, step: 1)) }
}

extension PartialRangeUpTo: TensorIndex where Bound == Int {
    /// The positions before the bound.
    public var indexItem: IndexItem { IndexItem(.slice(from: nil, to: upperBound, step: 1)) }
}

extension PartialRangeThrough: TensorIndex where Bound == Int {
    /// The positions up to the bound.
    public var indexItem: IndexItem { IndexItem(.slice(from: nil, to: upperBound.following, step: 1)) }
}

extension Array: TensorIndex where Element: TensorConvertible {
    /// A list of positions, or of truth values.
    public var indexItem: IndexItem { IndexItem(.tensor(Tensor(self))) }
}

extension Tensor: TensorIndex {
    /// A list of positions, or a mask.
    public var indexItem: IndexItem { IndexItem(.tensor(self)) }
}

extension Int {
    /// The bound behind this position; behind the last one (-1, counted from the end) there is none.
    fileprivate var following: Int? { self == -1 || self == .max ? nil : self + 1 }
}
