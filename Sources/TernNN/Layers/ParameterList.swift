/// Parameters in a list, named by their position. It has no computation of its own.
///
/// - Source: `torch.nn.ParameterList`.
public final class ParameterList: Module {
    private let entries: NamedParameters

    /// A list of these parameters.
    public init(_ parameters: [Parameter]) {
        var entries = NamedParameters()
        for (index, parameter) in parameters.enumerated() { entries.append("\(index)", parameter) }
        self.entries = entries
    }

    /// How many parameters there are.
    public var count: Int { entries.entries.count }

    /// The parameter at a position.
    public subscript(index: Int) -> Parameter { entries.entries[index].parameter }

    /// Torch's text: one line a parameter.
    public var description: String {
        parameterLines("ParameterList", entries) { "torch.\($0.dtype.name)" }
    }
}

/// Parameters by name, in the order given. It has no computation of its own.
///
/// - Source: `torch.nn.ParameterDict`.
public final class ParameterDict: Module {
    private let entries: NamedParameters

    /// These parameters by these names.
    public init(_ parameters: KeyValuePairs<String, Parameter>) {
        var entries = NamedParameters()
        for (name, parameter) in parameters { entries.append(name, parameter) }
        self.entries = entries
    }

    /// The names in order.
    public var keys: [String] { entries.entries.map(\.name) }

    /// The parameter of that name.
    public subscript(name: String) -> Parameter? { entries[name] }

    /// Torch's text: one line a parameter.
    public var description: String {
        parameterLines("ParameterDict", entries) { "torch.\($0.dtype.scalarTypeName)Tensor" }
    }
}

/// Torch's text of a collection: `(0): Parameter containing: [torch.float32 of size 3x1]`.
private func parameterLines(_ name: String, _ entries: NamedParameters, type: (Parameter) -> String) -> String {
    let lines = entries.entries.map { entry in
        let size = entry.parameter.shape.map(String.init).joined(separator: "x")
        return "  (\(entry.name)): Parameter containing: [\(type(entry.parameter)) of size \(size)]"
    }
    if lines.count <= 1 { return "\(name)(\(lines.joined()))" }
    return "\(name)(\n" + lines.map { "  \($0)\n" }.joined() + ")"
}
