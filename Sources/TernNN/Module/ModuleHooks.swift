import Foundation
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
        ModuleHooks.register(self) { $0.before[$1] = hook }
    }

    /// Calls `hook` with the module's input and result after each computation; what it returns, unless nil, replaces the result.
    ///
    /// Hooks see calls of one tensor, `module(x)`.
    ///
    /// - Returns: a handle that removes the hook.
    /// - Source: `torch.nn.Module.register_forward_hook`.
    @discardableResult
    public func registerForwardHook(_ hook: @escaping ForwardHook) -> HookHandle {
        ModuleHooks.register(self) { $0.after[$1] = hook }
    }

    /// Whether calls of this module run hooks: such a module must not be computed together with its neighbours.
    public var hasHooks: Bool { ModuleHooks.of(self) != nil }

    /// The computation with its hooks.
    func called(_ x: Tensor) throws -> Tensor {
        guard let hooks = ModuleHooks.of(self) else { return try forward(x) }
        let input = try hooks.before.keys.sorted().reduce(x) { x, id in try hooks.before[id]?(self, x) ?? x }
        let output = try forward(input)
        return try hooks.after.keys.sorted().reduce(output) { y, id in try hooks.after[id]?(self, input, y) ?? y }
    }
}

/// The hooks of one module, in the order of their numbers.
struct ModuleHooks {
    var before: [Int: ForwardPreHook] = [:]
    var after: [Int: ForwardHook] = [:]

    private weak var owner: (any Module)?

    private init(_ owner: any Module) { self.owner = owner }

    /// Those of a module, if it has any.
    static func of(_ module: any Module) -> ModuleHooks? {
        registry.lock.withLock {
            // Nearly always no module has hooks.
            guard !registry.entries.isEmpty, let hooks = registry.entries[ObjectIdentifier(module)] else { return nil }
            // Another module may have been made where one with hooks was.
            return hooks.owner === module && !(hooks.before.isEmpty && hooks.after.isEmpty) ? hooks : nil
        }
    }

    fileprivate static func register(
        _ module: any Module, _ insert: (inout ModuleHooks, _ id: Int) -> Void
    ) -> HookHandle {
        let key = ObjectIdentifier(module)
        let id = registry.lock.withLock {
            registry.entries = registry.entries.filter { $0.value.owner != nil }
            registry.count += 1
            insert(&registry.entries[key, default: ModuleHooks(module)], registry.count)
            return registry.count
        }
        return HookHandle { [weak module] in
            registry.lock.withLock {
                guard module != nil, var hooks = registry.entries[key] else { return }
                hooks.before[id] = nil
                hooks.after[id] = nil
                registry.entries[key] = hooks.before.isEmpty && hooks.after.isEmpty ? nil : hooks
            }
        }
    }

    private final class Registry: @unchecked Sendable {
        let lock = NSLock()
        var entries: [ObjectIdentifier: ModuleHooks] = [:]
        var count = 0
    }

    private static let registry = Registry()
}
