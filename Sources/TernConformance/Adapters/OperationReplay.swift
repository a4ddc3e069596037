import Tern

/// Calls of functions: inputs and arguments by torch's parameter names.
enum OperationReplay {
    static func run(_ run: CaseRun, _ operation: Operation) throws {
        var inputs: [String: Tensor] = [:]
        for name in run.inputNames { inputs[name] = try run.input(name) }
        let call = Call(inputs, run.arguments.json)
        if let seed = run.extras.seed { manualSeed(seed) }
        let results = try operation(call)
        guard call.unread.isEmpty else { throw FixtureError("the Swift twin takes no \(call.unread)") }
        run.yield(results)
        for (name, tensor) in call.changed { run.yield("\(name)_after", tensor) }
    }
}
