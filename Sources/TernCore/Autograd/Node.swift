import CTernKernels
import Foundation

/// The gradients of an operation's inputs, from those of its results. Nil stands for zero: a result that nothing used, an input
/// that needs no gradient.
package typealias BackwardFunction = (_ gradients: [Tensor?], _ node: Node) throws -> [Tensor?]

/// One recorded operation: where its inputs came from and how gradients pass through it.
package final class Node: @unchecked Sendable {
    /// Torch's name for it: `MulBackward0`.
    package let name: String
    /// Later operations have larger numbers, so descending order is a topological order of every graph.
    package let sequence: Int
    /// One for each input of `backward`'s result; nil where no gradient is wanted.
    package private(set) var edges: [Edge?]
    package let outputCount: Int

    private var backward: BackwardFunction?
    /// Whether `backward` holds on to tensors, which are given back after use.
    private let savesTensors: Bool
    private var hooks: [Int: Hooks] = [:]
    /// Recording takes no lock; only what may happen to a node later does.
    private var lock: NSLock { SharedLocks.of(self) }

    package init(
        _ name: String, edges: [Edge?], outputCount: Int, savesTensors: Bool, backward: @escaping BackwardFunction
    ) {
        self.name = name
        self.edges = edges
        self.outputCount = outputCount
        self.savesTensors = savesTensors
        self.backward = backward
        sequence = Int(tern_next_sequence_number())
    }

    deinit {
        // A chain of 100,000 nodes must not free itself by recursion.
        let parts = ReleasedParts(edges: edges, backward: backward)
        edges = []
        backward = nil
        // Handed over for good: a reference kept until the end of this function would undo it all.
        Reclaimer.release(consume parts)
    }

    package func apply(_ gradients: [Tensor?], keepGraph: Bool) throws -> [Tensor?] {
        guard let backward = lock.withLock({ self.backward }) else {
            throw TensorError(
                "backward",
                "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.",
                hint: "pass retainGraph: true to the first backward, or compute the result anew")
        }
        let result = try backward(gradients, self)
        if savesTensors, !keepGraph { releaseSavedTensors() }
        return result
    }

    /// What the function held may die of it, so it is let go outside the lock.
    private func releaseSavedTensors() {
        _ = lock.withLock {
            let used = backward
            backward = nil
            return used
        }
    }

    package func withHooks<Result>(_ output: Int, _ body: (inout Hooks) -> Result) -> Result {
        lock.withLock { body(&hooks[output, default: Hooks()]) }
    }

    package func hooks(for output: Int) -> Hooks? { lock.withLock { hooks[output] } }
}

/// What a dying node owned: releasing it may be the end of the nodes before it.
struct ReleasedParts {
    var edges: [Edge?]
    var backward: BackwardFunction?
}

/// Frees graphs one node at a time: nodes that die while another is being freed wait in a list instead of nesting.
enum Reclaimer {
    private final class Pending {
        var parts: [ReleasedParts] = []
    }

    static func release(_ parts: consuming ReleasedParts) {
        let slot = tern_thread_slot_get(TERN_SLOT_RECLAIMER)
        if let pointer = UnsafeRawPointer(bitPattern: slot) {
            Unmanaged<Pending>.fromOpaque(pointer).takeUnretainedValue().parts.append(consume parts)
            return
        }
        let pending = Pending()
        tern_thread_slot_set(TERN_SLOT_RECLAIMER, Int(bitPattern: Unmanaged.passUnretained(pending).toOpaque()))
        pending.parts.append(consume parts)
        while let next = pending.parts.popLast() {
            withExtendedLifetime(next) {}
        }
        tern_thread_slot_set(TERN_SLOT_RECLAIMER, 0)
    }
}
