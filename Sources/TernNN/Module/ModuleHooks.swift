import TernCore

/// Looks at, and may replace, a module's input before its computation.
public typealias ForwardPreHook = (_ module: any Module, _ input: Tensor) throws -> Tensor?

/// Looks at, and may replace, a module's result after its computation.
public typealias ForwardHook = (_ module: any Module, _ input: Tensor, _ output: Tensor) throws -> Tensor?

extension Module {
    /// Calls `hook` with the module's input before each computation; what it returns, unless nil, replaces the input.
    ///
    /// Hooks see calls of one tensor, `module(x)`.
    ///
    /// - Returns: a handle that removes the hook.
    /// - Source: `torch.nn.Module.register_forward_pre_hook`.
    @discardableResult
    public func registerForwardPreHook(_ hook: @escaping ForwardPreHook) -> HookHandle {
        ModuleHooks.register(self) { $0.before.append(($1, hook)) }
    }

    /// Calls `hook` with the module's input and result after each computation; what it returns, unless nil, replaces the result.
    ///
    /// Hooks see calls of one tensor, `module(x)`.
    ///
    /// - Returns: a handle that removes the hook.
    /// - Source: `torch.nn.Module.register_forward_hook`.
    @discardableResult
    public func registerForwardHook(_ hook: @escaping ForwardHook) -> HookHandle {
        ModuleHooks.register(self) { $0.after.append(($1, hook)) }
    }

    /// Whether calls of this module run hooks: such a module must not be computed together with its neighbours.
    public var hasHooks: Bool { ModuleHooks.of(self) != nil }

    /// The computation with its hooks.
    func called(_ x: Tensor) throws -> Tensor {
        guard let hooks = ModuleHooks.of(self) else { return try forward(x) }
        let input = try hooks.before.reduce(x) { x, entry in try entry.hook(self, x) ?? x }
        let output = try forward(input)
        return try hooks.after.reduce(output) { y, entry in try entry.hook(self, input, y) ?? y }
    }
}

/// The hooks of one module, in the order in which they were registered.
struct ModuleHooks {
    /// Tells hooks apart.
    final class Mark: Sendable {}

    var before: [(mark: Mark, hook: ForwardPreHook)] = []
    var after: [(mark: Mark, hook: ForwardHook)] = []

    /// Those of a module, if it has any.
    static func of(_ module: any Module) -> ModuleHooks? { table.value(of: module) }

    fileprivate static func register(
        _ module: any Module, _ insert: (inout ModuleHooks, Mark) -> Void
    ) -> HookHandle {
        let mark = Mark()
        table.update(module) { kept in
            var hooks = kept ?? ModuleHooks()
            insert(&hooks, mark)
            kept = hooks
        }
        return HookHandle { [weak module] in
            guard let module else { return }
            table.update(module) { kept in
                guard var hooks = kept else { return }
                hooks.before.removeAll { $0.mark === mark }
                hooks.after.removeAll { $0.mark === mark }
                kept = hooks.before.isEmpty && hooks.after.isEmpty ? nil : hooks
            }
        }
    }

    private static let table = ObjectTable<ModuleHooks>()
}
