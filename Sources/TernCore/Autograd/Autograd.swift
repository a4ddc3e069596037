import Foundation

/// A tensor's part in differentiation, shared by all copies of the tensor.
///
/// A leaf (made by the user) collects its gradient here. The result of an operation points to the `Node` that computed it.
package final class Autograd: @unchecked Sendable {
    /// The operation that computed the tensor and which of its results it is; nil for a leaf.
    package let node: Node?
    package let outputIndex: Int

    /// Whether gradients are computed for it; never changes.
    package let requiresGrad: Bool

    private var storedGrad: Tensor?
    private var leafHooks = Hooks()

    /// A leaf.
    package init(requiresGrad: Bool) {
        node = nil
        outputIndex = 0
        self.requiresGrad = requiresGrad
    }

    /// The result number `outputIndex` of `node`.
    package init(node: Node, outputIndex: Int) {
        self.node = node
        self.outputIndex = outputIndex
        requiresGrad = true
    }

    private var lock: NSLock { SharedLocks.of(self) }

    package var grad: Tensor? {
        get { lock.withLock { storedGrad } }
        set {
            // What was there may die of it, and with it a graph: outside the lock.
            _ = lock.withLock {
                let before = storedGrad
                storedGrad = newValue
                return before
            }
        }
    }

    /// Adds a gradient to what has been collected: gradients add up until they are cleared.
    ///
    /// - Throws: torch's words for a sum in place where what was collected has another shape.
    package func accumulate(_ gradient: Tensor) throws {
        // It is never the tensor itself, which would then hold on to itself.
        let gradient = gradient.autograd === self ? gradient.clone() : gradient
        // Sums are made outside the lock; who was overtaken by another thread tries again.
        while true {
            let before = grad
            let after = try before.map { try $0.collecting(gradient) } ?? gradient
            let isDone = lock.withLock {
                guard storedGrad?.storage === before?.storage else { return false }
                storedGrad = after
                return true
            }
            if isDone { return }
        }
    }

    /// Where gradients that reach this tensor go.
    package var edge: Edge {
        if let node { .node(node, outputIndex) } else { .leaf(self) }
    }

    /// Functions to run on a gradient that reaches this tensor.
    package func withHooks<Result>(_ body: (inout Hooks) -> Result) -> Result {
        if let node { return node.withHooks(outputIndex, body) }
        return lock.withLock { body(&leafHooks) }
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
            guard let replacement = try entry.hook(result) else { continue }
            let checked = try replacement.replacing(gradient: result)
            result = GradientMode.isRecording ? checked : checked.detach()
        }
        try retained?.accumulate(result)
        return result
    }
}
