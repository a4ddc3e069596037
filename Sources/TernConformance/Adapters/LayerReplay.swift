import Tern

/// Layers: made from torch's arguments, given torch's state, called once.
///
/// Tensors of the constructor are `init.NAME`, the state is `state.KEY`, the tensors of the call are `in.0`, `in.1`, ... by position
/// and `in.NAME` by keyword. What buffers hold after the call is `after.KEY`.
enum LayerReplay {
    static func run(_ run: CaseRun, _ maker: LayerMaker) throws {
        let arguments = LayerArguments(
            run.arguments.json, Dictionary(uniqueKeysWithValues: try run.inputs("init.").map { ($0.name, $0.tensor) }))
        let layer = try maker.make(arguments)
        try layer.validate()
        guard arguments.unread.isEmpty else { throw FixtureError("the Swift twin takes no \(arguments.unread)") }
        // Torch's invalid calls are of layers as they were made.
        if !run.isRefusal { try layer.to(run.dtype) }
        layer.train(run.extras.training)
        try load(run, into: layer)
        run.text = layer.description
        let inputs = try run.inputs("in.")
        let keywords = Dictionary(
            uniqueKeysWithValues: inputs.filter { Int($0.name) == nil }.map { ($0.name, $0.tensor) })
        let named = LayerArguments(run.extras.call, keywords)
        if let seed = run.extras.seed { manualSeed(seed) }
        let positional = LayerInputs(inputs.filter { Int($0.name) != nil }.map(\.tensor))
        let results = try maker.call(layer, positional, named)
        guard named.unread.isEmpty else { throw FixtureError("the Swift twin's call takes no \(named.unread)") }
        run.yield(results)
        for (key, tensor) in layer.stateDict { run.yield("after.\(key)", tensor) }
    }

    /// Gives the layer torch's state, which must have the keys that torch's has, in torch's order.
    private static func load(_ run: CaseRun, into layer: any Module) throws {
        let state = try run.inputs("state.")
        let (keys, torchs) = (layer.stateDict.keys, state.map(\.name))
        guard keys == torchs else { throw CaseFailure("the state has the keys \(keys), torch's \(torchs)") }
        try layer.loadStateDict(StateDict(state.map { ($0.name, $0.tensor.detach()) }))
        for (name, parameter) in layer.namedParameters {
            run.takeGradient(of: "state.\(name)") { parameter.grad }
        }
    }
}
