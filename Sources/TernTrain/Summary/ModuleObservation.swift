import TernCore
import TernNN

/// Calls `observe` with every module that a run of `model` calls, in the order in which the calls end: children before their
/// parents. Layers that else would run as one step run one by one.
///
/// - Throws: what `observe` or `body` throws.
func observing<Result>(
    _ model: any Module, _ observe: @escaping (_ module: any Module, _ output: Tensor) throws -> Void,
    during body: () throws -> Result
) rethrows -> Result {
    let handles = model.namedModules.map { _, module in
        module.registerForwardHook { module, _, output in
            try observe(module, output)
            return nil
        }
    }
    defer { for handle in handles { handle.remove() } }
    return try body()
}

/// Runs `body` with the model in evaluation mode; afterwards every module is in the mode that it was in, frozen ones too.
func evaluating<Result>(_ model: any Module, _ body: () throws -> Result) rethrows -> Result {
    let modes = model.namedModules.map { ($0.module, $0.module.training) }
    model.eval()
    defer { for (module, mode) in modes { module.training = mode } }
    return try body()
}
