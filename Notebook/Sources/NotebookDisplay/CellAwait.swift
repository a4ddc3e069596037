import CNotebookHost

/// Waits for the body, which the engine makes of a statement of the cell with `await`.
@discardableResult
public func _cellAwait<T>(_ body: @escaping () async throws -> T) throws -> T {
    try Awaited(body).wait().get()
}

/// Waits for a body that cannot throw.
@discardableResult
public func _cellAwait<T>(_ body: @escaping () async -> T) -> T {
    switch Awaited<T>(body).wait() {
    case .success(let value): return value
    case .failure: preconditionFailure("the body cannot throw")
    }
}

/// The running cell waits for its task, so that nothing is used by both at once.
private final class Awaited<T>: @unchecked Sendable {
    private let body: () async throws -> T
    private var result: Result<T, any Error>?
    private let gate = notebook_gate_create()

    init(_ body: @escaping () async throws -> T) { self.body = body }

    deinit { notebook_gate_destroy(gate) }

    func wait() -> Result<T, any Error> {
        Task.detached { await self.run() }
        notebook_gate_wait(gate)
        return result!
    }

    private func run() async {
        do { result = .success(try await body()) } catch { result = .failure(error) }
        notebook_gate_open(gate)
    }
}
