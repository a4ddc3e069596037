/// Modules in a list, found and named by their position. It has no computation of its own.
///
/// A stored array of modules is treated as one.
///
/// - Source: `torch.nn.ModuleList`.
public final class ModuleList: Module {
    /// The modules in order.
    public let modules: [any Module]

    /// A list of these modules.
    public init(_ modules: [any Module]) { self.modules = modules }

    /// The modules, named 0, 1, ….
    public var namedChildren: [(name: String, module: any Module)] {
        modules.enumerated().map { ("\($0.offset)", $0.element) }
    }
}

/// Modules by name, in the order of their names. It has no computation of its own.
///
/// A stored dictionary of modules is treated as one.
///
/// - Source: `torch.nn.ModuleDict`.
public final class ModuleDict: Module {
    /// The modules by name.
    public let modules: [String: any Module]

    /// A dictionary of these modules.
    public init(_ modules: [String: any Module]) { self.modules = modules }

    /// The modules, ordered by name.
    public var namedChildren: [(name: String, module: any Module)] {
        modules.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
