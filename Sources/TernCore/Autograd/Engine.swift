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
        var run = Run(keepGraph: keepGraph, captures: captures)
        return try GradientMode.with(recording: createGraph) {
            for root in roots { try run.deliver(root.gradient, to: root.edge) }
            for node in run.order(from: roots.map(\.edge)) { try run.execute(node) }
            return run.captured
        }
    }
}

/// The state of one backward pass.
private struct Run {
    let keepGraph: Bool
    /// Which captured gradient a receiver's belongs to; nil when leaves collect.
    let captureIndices: [Receiver: [Int]]?
    private(set) var captured: [Tensor?]
    /// Gradients that wait for their node's turn.
    private var pending: [ObjectIdentifier: [Tensor?]] = [:]

    init(keepGraph: Bool, captures: [Edge]?) {
        self.keepGraph = keepGraph
        captured = Array(repeating: nil, count: captures?.count ?? 0)
        captureIndices = captures.map { edges in
            Dictionary(grouping: edges.indices) { Receiver(edges[$0]) }
        }
    }

    /// All nodes behind the roots, each after everything that uses its results. Only those that lead to a capture, where
    /// captures are given.
    func order(from roots: [Edge]) -> [Node] {
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
        guard let captureIndices else { return nodes }

        var useful = Set<ObjectIdentifier>()
        for node in nodes.reversed() {
            let leadsToCapture = node.edges.contains { edge in
                guard let edge else { return false }
                if captureIndices[Receiver(edge)] != nil { return true }
                if case .node(let previous, _) = edge { return useful.contains(ObjectIdentifier(previous)) }
                return false
            }
            if leadsToCapture || captureIndices.keys.contains(where: { $0.object == ObjectIdentifier(node) }) {
                useful.insert(ObjectIdentifier(node))
            }
        }
        return nodes.filter { useful.contains(ObjectIdentifier($0)) }
    }

    /// Hands a gradient to its receiver. A leaf takes it at once; a node when its turn comes.
    mutating func deliver(_ gradient: Tensor, to edge: Edge) throws {
        switch edge {
        case .node(let node, let output):
            let key = ObjectIdentifier(node)
            var slots = pending.removeValue(forKey: key) ?? Array(repeating: nil, count: node.outputCount)
            slots[output] = try slots[output].map { try $0.add(gradient) } ?? gradient
            pending[key] = slots
        case .leaf(let leaf):
            let hooks = leaf.withHooks { $0 }
            let result = hooks.isEmpty ? gradient : try hooks.apply(to: gradient)
            if captureIndices == nil {
                try leaf.accumulate(result)
            } else {
                try capture(result, for: Receiver(edge))
            }
        }
    }

    mutating func execute(_ node: Node) throws {
        guard var gradients = pending.removeValue(forKey: ObjectIdentifier(node)) else { return }
        for output in gradients.indices {
            guard let gradient = gradients[output] else { continue }
            if let hooks = node.hooks(for: output), !hooks.isEmpty {
                gradients[output] = try hooks.apply(to: gradient)
            }
            if captureIndices != nil, let result = gradients[output] {
                try capture(result, for: Receiver(.node(node, output)))
            }
        }
        let inputs = try node.apply(gradients, keepGraph: keepGraph)
        for (edge, gradient) in zip(node.edges, inputs) {
            if let edge, let gradient { try deliver(gradient, to: edge) }
        }
    }

    private mutating func capture(_ gradient: Tensor, for receiver: Receiver) throws {
        for index in captureIndices?[receiver] ?? [] {
            captured[index] = try captured[index].map { try $0.add(gradient) } ?? gradient
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
