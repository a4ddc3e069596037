import Foundation

/// Who has to be told when the reader wants the running cell to end.
final class Interruption: @unchecked Sendable {
    private let lock = NSLock()
    private var stop: ((_ times: Int) -> Void)?
    private var times = 0

    /// While `body` runs, requests go to `stop`, which is told how many there were.
    func during<R>(_ stop: @escaping (_ times: Int) -> Void, _ body: () throws -> R) rethrows -> R {
        lock.withLock {
            self.stop = stop
            times = 0
        }
        defer { lock.withLock { self.stop = nil } }
        return try body()
    }

    /// Whether there was a second request since `during` began.
    var wasForced: Bool { lock.withLock { times > 1 } }

    func request() {
        lock.withLock {
            guard let stop else { return }
            times += 1
            stop(times)
        }
    }
}
