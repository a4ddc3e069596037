import TernCore

/// What `Sequential` and `ModuleList` have in common: modules in an order, each with a name.
///
/// ```swift
/// let first = try net[0]
/// let body = net[..<(-1)]
/// net.append(ReLU())
/// for module in net { print(module) }
/// ```
///
/// - Source: `torch.nn.Sequential`, `torch.nn.ModuleList`.
public protocol ModuleSequence: Module, Sequence
where Element == any Module, Iterator == IndexingIterator<[any Module]> {
    /// The modules in order, with their names in the state dict.
    var namedChildren: [(name: String, module: any Module)] { get set }

    /// The modules in order.
    var modules: [any Module] { get }

    /// These modules with these names.
    init(namedChildren: [(name: String, module: any Module)])
}

extension ModuleSequence {
    /// How many modules there are.
    public var count: Int { modules.count }

    /// Goes through the modules in order.
    public func makeIterator() -> IndexingIterator<[any Module]> { modules.makeIterator() }

    /// The module at a position; a negative one counts from the end.
    ///
    /// - Throws: `TensorError`, an index error, where there is none.
    public subscript(index: Int) -> any Module {
        get throws { modules[try position(index)] }
    }

    /// The modules at positions that are described as those of a tensor's dimension are: `net[1...]`, `net[..<(-1)]`,
    /// `net[.slice(0, nil, step: 2)]`. They keep their names; bounds beyond the ends are cut.
    ///
    /// - Throws: `TensorError` for a step below 1.
    public subscript(range: some TensorIndex) -> Self {
        get throws {
            let positions = try Tensor.arange(count)[range].validated().array(of: Int.self)
            return Self(namedChildren: positions.map { namedChildren[$0] })
        }
    }

    /// Puts a module at the end, named by its position.
    @discardableResult
    public func append(_ module: any Module) -> Self {
        add(module, named: "\(count)")
        return self
    }

    /// Puts modules at the end, named by their positions.
    @discardableResult
    public func extend(_ modules: some Sequence<any Module>) -> Self {
        for module in modules { append(module) }
        return self
    }

    /// Puts a module before the one at a position, `count` being the end, and names all by their positions.
    ///
    /// - Throws: `TensorError`, an index error, for a position that there isn't.
    /// - Source: `torch.nn.Sequential.insert`. Modules with names of their own, which torch's fails on, lose them.
    @discardableResult
    public func insert(_ index: Int, _ module: any Module) throws -> Self {
        guard (-count...count).contains(index) else {
            throw TensorError(.index, "insert", "Index out of range: \(index)")
        }
        var modules = modules
        modules.insert(module, at: index < 0 ? index + count : index)
        number(modules)
        return self
    }

    /// Takes the module at a position out and names the others by their positions.
    ///
    /// - Throws: `TensorError`, an index error, where there is none.
    @discardableResult
    public func pop(_ index: Int) throws -> any Module {
        var modules = modules
        let module = modules.remove(at: try position(index))
        number(modules)
        return module
    }

    /// Puts a module in the place of the one at a position, under its name: torch's `net[index] = module`.
    ///
    /// - Throws: `TensorError`, an index error, where there is none.
    public func replace(_ index: Int, with module: any Module) throws {
        namedChildren[try position(index)].module = module
    }

    private func position(_ index: Int) throws -> Int {
        guard index >= -count, index < count else {
            throw TensorError(.index, "\(type(of: self))", "index \(index) is out of range")
        }
        return index < 0 ? index + count : index
    }

    /// A name that is there already gets the new module, as in a dictionary.
    private func add(_ module: any Module, named name: String) {
        if let index = namedChildren.firstIndex(where: { $0.name == name }) {
            namedChildren[index].module = module
        } else {
            namedChildren.append((name, module))
        }
    }

    private func number(_ modules: [any Module]) { namedChildren = modules.numbered }
}

extension Array where Element == any Module {
    /// The modules, named 0, 1, ….
    var numbered: [(name: String, module: any Module)] { enumerated().map { ("\($0.offset)", $0.element) } }
}
