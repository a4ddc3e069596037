import Foundation

/// A program of the toolchain that runs to its end, and that another thread may stop.
final class RunningTool: @unchecked Sendable {
    private let lock = NSLock()
    private var process: pid_t?
    private var isStopped = false

    /// What a program wrote, and how it ended.
    struct Result {
        var status: Int32
        var output: String
        var errors: String
    }

    /// Runs a program and collects what it writes.
    ///
    /// - Parameter onOutput: is told what goes to its standard output while it runs. Default: nobody.
    func run(_ arguments: [String], onOutput: (String) -> Void = { _ in }) throws -> Result {
        let (output, errors) = (try Pipe(), try Pipe())
        try start(arguments, [1: output.writing, 2: errors.writing])
        close(output.writing)
        close(errors.writing)
        var collected: [Int32: [UInt8]] = [output.reading: [], errors.reading: []]
        var open = [output.reading, errors.reading]
        var decoder = TextDecoder()
        while !open.isEmpty {
            var sources = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            _ = poll(&sources, nfds_t(sources.count), -1)
            for source in sources where source.revents != 0 {
                if let bytes = readAvailable(source.fd) {
                    collected[source.fd]! += bytes
                    if source.fd == output.reading { onOutput(decoder.decode(bytes)) }
                } else {
                    close(source.fd)
                    open.removeAll { $0 == source.fd }
                }
            }
        }
        return Result(
            status: finish(), output: String(decoding: collected[output.reading]!, as: UTF8.self),
            errors: String(decoding: collected[errors.reading]!, as: UTF8.self))
    }

    /// Ends the program and those that it has started, or keeps the next from starting; `run` returns.
    func stop() {
        lock.withLock {
            isStopped = true
            if let process { kill(-process, SIGKILL) }
        }
    }

    /// Whether it was stopped since the last call.
    func takeStopped() -> Bool {
        lock.withLock {
            defer { isStopped = false }
            return isStopped
        }
    }

    private func start(_ arguments: [String], _ descriptors: [Int32: Int32]) throws {
        try lock.withLock { process = try spawn(arguments, descriptors: descriptors, ownSession: true) }
    }

    private func finish() -> Int32 {
        let process = lock.withLock { self.process! }
        // Not reaped before it is forgotten, so that `stop` never meets another process of the same number.
        waitForEnd(process)
        lock.withLock { self.process = nil }
        return reap(process)
    }
}
