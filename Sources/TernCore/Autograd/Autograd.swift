import Foundation

/// A tensor's part in differentiation, shared by all copies of the tensor.
///
/// A leaf (made by the user) collects its gradient here. The result of an operation points to the `Node` that computed it.
package final class Autograd: @unchecked Sendable {
    /// The operation that computed the tensor and which of its results it is; nil for a leaf.
    package let node: Node?
    package let outputIndex: Int

    private let lock: NSLock
    private var storedRequiresGrad: Bool
    private var storedGrad: Tensor?
    private var leafHooks = Hooks()

    /// A leaf.
    package init(requiresGrad: Bool) {
        node = nil
        outputIndex = 0
        lock = NSLock()
        storedRequiresGrad = requiresGrad
    }

    /// The result number `outputIndex` of `node`.
    package init(node: Node, outputIndex: Int) {
        self.node = node
        self.outputIndex = outputIndex
        lock = Node.lock
        storedRequiresGrad = true
    }

    package var requiresGrad: Bool {
        get { lock.withLock { storedRequiresGrad } }
        set { lock.withLock { storedRequiresGrad = newValue } }
    }

    package var grad: Tensor? {
        get { lock.withLock { storedGrad } }
        set { lock.withLock { storedGrad = newValue } }
    }

    /// Adds a gradient to what has been collected: gradients add up until they are cleared.
    package func accumulate(_ gradient: Tensor) throws {
        try lock.withLock {
            storedGrad = try storedGrad.map { try $0.add(gradient) } ?? gradient
        }
    }

    /// Where gradients that reach this tensor go.
    package var edge: Edge {
        if let node { .node(node, outputIndex) } else { .leaf(self) }
    }

    /// Functions to run on a gradient that reaches this tensor.
    package func withHooks<Result>(_ body: (inout Hooks) throws -> Result) rethrows -> Result {
        if let node { return try node.withHooks(outputIndex, body) }
        return try lock.withLock { try body(&leafHooks) }
    }
}

/// The receiver of a gradient: one result of an operation, or a leaf.
package enum Edge {
    case node(Node, Int)
    case leaf(Autograd)
}

/// Functions that see, and may replace, a gradient on its way.
package struct Hooks {
    package typealias Hook = (Tensor) throws -> Tensor?

    private var entries: [(id: Int, hook: Hook)] = []
    private var nextID = 0
    /// Where to leave a copy of the gradient (`retainGrad()`). Weak: the tensor owns the node, not the other way round.
    package weak var retained: Autograd?

    package mutating func add(_ hook: @escaping Hook) -> Int {
        nextID += 1
        entries.append((nextID, hook))
        return nextID
    }

    package mutating func remove(_ id: Int) { entries.removeAll { $0.id == id } }

    package var isEmpty: Bool { entries.isEmpty && retained == nil }

    package func apply(to gradient: Tensor) throws -> Tensor {
        var result = gradient
        for entry in entries {
            result = try entry.hook(result) ?? result
        }
        retained?.grad = result
        return result
    }
}
