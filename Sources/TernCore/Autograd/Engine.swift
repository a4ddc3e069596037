/// Carries gradients from results back to leaves.
enum Engine {
    /// Runs the graph behind `roots`.
    ///
    /// - Parameters:
    ///   - keepGraph: whether saved tensors stay for another run.
    ///   - createGraph: whether the gradients' own computation is recorded, so that they can be differentiated.
    ///   - captures: receivers whose gradients are returned; nil collects gradients in the leaves instead.
    /// - Returns: the gradients of `captures`, nil for one that the roots do not depend on.
    static func run(
        roots: [(edge: Edge, gradient: Tensor)], keepGraph: Bool, createGraph: Bool, captures: [Edge]? = nil
    ) throws -> [Tensor?] {
        var run = Run(keepGraph: keepGraph, createGraph: createGraph, captures: captures)
        return try GradientMode.with(recording: createGraph) {
            let nodes = run.order(from: roots.map(\.edge))
            for root in roots { try run.deliver(root.gradient, to: root.edge) }
            for node in nodes { try run.execute(node) }
            return run.captured
        }
    }
}

/// The state of one backward pass.
private struct Run {
    let keepGraph: Bool
    let createGraph: Bool
    /// Which captured gradient a receiver's belongs to; nil when leaves collect.
    let captureIndices: [Receiver: [Int]]?
    /// What gradients are captured of, whichever of its results.
    let captureObjects: Set<ObjectIdentifier>
    private(set) var captured: [Tensor?]
    /// The nodes that lead to a capture.
    private var leading = Set<ObjectIdentifier>()
    /// Gradients that wait for their node's turn.
    private var pending: [ObjectIdentifier: [Tensor?]] = [:]
    /// Gradients that wait for the others of their leaf, and how many of these there may be.
    private var leaves: [ObjectIdentifier: (awaited: Int, sum: Tensor?)] = [:]

    init(keepGraph: Bool, createGraph: Bool, captures: [Edge]?) {
        self.keepGraph = keepGraph
        self.createGraph = createGraph
        captured = Array(repeating: nil, count: captures?.count ?? 0)
        captureIndices = captures.map { edges in
            Dictionary(grouping: edges.indices) { Receiver(edges[$0]) }
        }
        captureObjects = Set(captureIndices?.keys.map(\.object) ?? [])
    }

    /// All nodes behind the roots, each after everything that uses its results. Only those that lead to a capture, where
    /// captures are given.
    mutating func order(from roots: [Edge]) -> [Node] {
        var seen = Set<ObjectIdentifier>()
        var nodes: [Node] = []
        var stack: [Node] = []
        func visit(_ edge: Edge?) {
            if case .node(let node, _)? = edge, seen.insert(ObjectIdentifier(node)).inserted { stack.append(node) }
        }
        roots.forEach(visit)
        while let node = stack.popLast() {
            nodes.append(node)
            node.edges.forEach(visit)
        }
        nodes.sort { $0.sequence > $1.sequence }
        if captureIndices != nil { nodes = useful(nodes) }
        roots.forEach { expect($0) }
        for node in nodes where isRun(node) { node.edges.forEach { expect($0) } }
        return nodes
    }

    /// Those of the nodes that are captures or lead to one; only the latter are run.
    private mutating func useful(_ nodes: [Node]) -> [Node] {
        var useful = captureObjects
        for node in nodes.reversed() {
            let leadsToCapture = node.edges.contains { edge in
                switch edge {
                case .node(let previous, _)?: useful.contains(ObjectIdentifier(previous))
                case .leaf(let leaf)?: captureObjects.contains(ObjectIdentifier(leaf))
                case nil: false
                }
            }
            if leadsToCapture {
                useful.insert(ObjectIdentifier(node))
                leading.insert(ObjectIdentifier(node))
            }
        }
        return nodes.filter { useful.contains(ObjectIdentifier($0)) }
    }

    private func isRun(_ node: Node) -> Bool { captureIndices == nil || leading.contains(ObjectIdentifier(node)) }

    private mutating func expect(_ edge: Edge?) {
        guard case .leaf(let leaf)? = edge else { return }
        let key = ObjectIdentifier(leaf)
        if captureIndices == nil || captureObjects.contains(key) { leaves[key, default: (0, nil)].awaited += 1 }
    }

    /// Hands a gradient, if there is one, to its receiver. A node takes it when its turn comes, a leaf when it has all of its own.
    mutating func deliver(_ gradient: Tensor?, to edge: Edge) throws {
        // Without a graph of the gradients, nothing of what gave one may stay with it: it could be the receiver itself.
        let gradient = createGraph ? gradient : gradient?.detach()
        switch edge {
        case .node(let node, let output):
            guard let gradient else { return }
            let key = ObjectIdentifier(node)
            var slots = pending.removeValue(forKey: key) ?? Array(repeating: nil, count: node.outputCount)
            slots[output] = try slots[output].map { try $0.add(gradient) } ?? gradient
            pending[key] = slots
        case .leaf(let leaf):
            guard var state = leaves.removeValue(forKey: ObjectIdentifier(leaf)) else { return }
            state.awaited -= 1
            if let gradient { state.sum = try state.sum.map { try $0.add(gradient) } ?? gradient }
            if state.awaited > 0 {
                leaves[ObjectIdentifier(leaf)] = state
            } else if let sum = state.sum {
                try finish(sum, of: leaf)
            }
        }
    }

    /// Gives a leaf the sum of its gradients.
    private mutating func finish(_ gradient: Tensor, of leaf: Autograd) throws {
        let hooks = leaf.withHooks { $0 }
        let result = hooks.isEmpty ? gradient : try hooks.apply(to: gradient)
        guard captureIndices == nil else { return capture(result, for: Receiver(.leaf(leaf))) }
        try leaf.accumulate(result)
    }

    mutating func execute(_ node: Node) throws {
        guard var gradients = pending.removeValue(forKey: ObjectIdentifier(node)) else {
            // Nothing of it reached the roots, so nothing of it reaches its leaves.
            for case .leaf(let leaf)? in node.edges where isRun(node) { try deliver(nil, to: .leaf(leaf)) }
            return
        }
        for output in gradients.indices {
            guard let gradient = gradients[output] else { continue }
            if let hooks = node.hooks(for: output), !hooks.isEmpty {
                gradients[output] = try hooks.apply(to: gradient)
            }
            if captureIndices != nil, let result = gradients[output] {
                capture(result, for: Receiver(.node(node, output)))
            }
        }
        guard isRun(node) else { return }
        let inputs = try node.apply(gradients, keepGraph: keepGraph)
        for (index, edge) in node.edges.enumerated() {
            if let edge { try deliver(index < inputs.count ? inputs[index] : nil, to: edge) }
        }
    }

    private mutating func capture(_ gradient: Tensor, for receiver: Receiver) {
        for index in captureIndices?[receiver] ?? [] {
            captured[index] = gradient
        }
    }
}

/// An edge as a dictionary key.
private struct Receiver: Hashable {
    let object: ObjectIdentifier
    let output: Int

    init(_ edge: Edge) {
        switch edge {
        case .node(let node, let output): (object, self.output) = (ObjectIdentifier(node), output)
        case .leaf(let leaf): (object, self.output) = (ObjectIdentifier(leaf), 0)
        }
    }
}
