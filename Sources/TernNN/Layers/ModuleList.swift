/// Modules in a list, found and named by their position. It has no computation of its own.
///
/// A stored array of modules is treated as one.
///
/// - Source: `torch.nn.ModuleList`.
public final class ModuleList: ModuleSequence {
    /// The modules in order, with their names in the state dict.
    public var namedChildren: [(name: String, module: any Module)] {
        didSet { modules = namedChildren.map(\.module) }
    }

    /// The modules in order.
    public private(set) var modules: [any Module]

    private let mode: CollectionMode

    /// A list of these modules.
    public convenience init(_ modules: [any Module] = []) { self.init(namedChildren: modules.numbered) }

    /// These modules with these names.
    public convenience init(namedChildren: [(name: String, module: any Module)]) {
        self.init(namedChildren, in: nil)
    }

    /// The list that a stored array of `owner` is treated as.
    init(_ namedChildren: [(name: String, module: any Module)], in owner: (any Module)?) {
        self.namedChildren = namedChildren
        modules = namedChildren.map(\.module)
        mode = CollectionMode(owner: owner)
    }

    /// Whether the list is in training mode; one that stands for a stored array is in its owner's.
    public var training: Bool {
        get { mode.training }
        set { mode.training = newValue }
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

    private let mode: CollectionMode

    /// A dictionary of these modules.
    public convenience init(_ modules: [String: any Module]) { self.init(modules, in: nil) }

    /// The dictionary that a stored dictionary of `owner` is treated as.
    init(_ modules: [String: any Module], in owner: (any Module)?) {
        self.modules = modules
        mode = CollectionMode(owner: owner)
    }

    /// The modules, ordered by name.
    public var namedChildren: [(name: String, module: any Module)] {
        modules.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Whether the dictionary is in training mode; one that stands for a stored dictionary is in its owner's.
    public var training: Bool {
        get { mode.training }
        set { mode.training = newValue }
    }
}

/// Whether a collection of modules is in training mode. A stored array or dictionary becomes a module only while somebody looks at
/// it, and is in the mode of the module that stores it.
private final class CollectionMode {
    private let owner: (any Module)?
    private var own = true

    init(owner: (any Module)?) { self.owner = owner }

    var training: Bool {
        get { owner?.training ?? own }
        set { own = newValue }
    }
}
