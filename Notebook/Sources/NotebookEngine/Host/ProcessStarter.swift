import Foundation

/// The thread that starts all processes, and never ends.
///
/// Linux ends a process that asks for it (as the host does) together with the thread that started it: any other thread may go earlier
/// than the engine.
final class ProcessStarter: @unchecked Sendable {
    static let shared = ProcessStarter()

    private let hasWork = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    private var work: [() -> Void] = []

    private init() {
        let thread = Thread { [self] in
            while true {
                hasWork.wait()
                lock.withLock { work.removeFirst() }()
            }
        }
        thread.name = "tern-notebook.start"
        thread.start()
    }

    /// Runs something on the thread, and waits for it.
    func run<Result: Sendable>(_ body: @Sendable @escaping () -> Result) -> Result {
        let done = DispatchSemaphore(value: 0)
        nonisolated(unsafe) var result: Result?
        lock.withLock {
            work.append {
                result = body()
                done.signal()
            }
        }
        hasWork.signal()
        done.wait()
        return result!
    }
}
