/// Parameters whose state-dict names are computed, such as `weight_ih_l0`: a stored property of this type puts them beside the
/// module's other parameters.
public struct NamedParameters {
    /// The names and parameters in order.
    public private(set) var entries: [(name: String, parameter: Parameter)] = []

    /// No parameters.
    public init() {}

    /// Adds a parameter.
    public mutating func append(_ name: String, _ parameter: Parameter) { entries.append((name, parameter)) }

    /// The parameter of that name.
    public subscript(name: String) -> Parameter? { entries.first { $0.name == name }?.parameter }
}
