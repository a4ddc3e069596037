import Foundation

/// The process that cells run in, seen from the engine.
final class HostProcess: @unchecked Sendable {
    private let process: pid_t
    private let output: Int32
    private let errors: Int32
    private let events: Int32
    private let commands: Int32
    private let acknowledgements: Int32
    private let sendLock = NSLock()
    private let stateLock = NSLock()
    /// Whether the process is there and its number its own.
    private var isRunning = true
    private var eventBytes: [UInt8] = []
    /// Streams that the cells have closed: they would be ready for ever.
    private var closed: Set<Int32> = []
    private var decoders: [StreamName: TextDecoder] = [.stdout: TextDecoder(), .stderr: TextDecoder()]

    /// Starts the process and waits until it is ready.
    init(_ configuration: SessionConfiguration, directory: String) throws {
        let (output, errors, events) = (try Pipe(), try Pipe(), try Pipe())
        let (commands, acknowledgements) = (try Pipe(), try Pipe())
        (self.output, self.errors, self.events) = (output.reading, errors.reading, events.reading)
        (self.commands, self.acknowledgements) = (commands.writing, acknowledgements.writing)
        var environment = ProcessInfo.processInfo.environment
        environment["SWIFT_BACKTRACE"] = "enable=no"  // the engine has the lines of the cells, and is faster
        let childEnds: [Int32: Int32] = [
            1: output.writing, 2: errors.writing, 3: events.writing, 4: commands.reading, 5: acknowledgements.reading,
        ]
        process = try spawn(
            [configuration.hostProgram, configuration.runtimeLibrary], descriptors: childEnds, environment: environment,
            ownSession: true)
        childEnds.values.forEach { _ = close($0) }
        [self.output, self.errors, self.events].forEach(makeNonBlocking)
        var trouble = ""
        let ended = wait(onText: { trouble += $1 }) { event in
            if case .ready = event { true } else { false }
        }
        guard ended == nil else {
            throw SessionError(description: "the process for cells doesn't start: \(trouble)")
        }
    }

    deinit {
        end()
        [output, errors, events, commands, acknowledgements].forEach { _ = close($0) }
    }

    /// Sends a line. From any thread.
    func send(_ command: String) {
        sendLock.withLock { _ = writeAll(commands, Array((command + "\n").utf8)) }
    }

    /// Ends the process at once. From any thread; `wait` returns.
    func kill() {
        stateLock.withLock { if isRunning { _ = Foundation.kill(process, SIGKILL) } }
    }

    /// Ends the process and forgets it.
    func end() {
        kill()
        _ = finish()
    }

    /// Forgets a process that has ended or is about to: its exit status, or 128 and a signal.
    private func finish() -> Int32 {
        guard stateLock.withLock({ isRunning }) else { return 0 }
        // Not reaped before it is marked, so that `kill` never meets another process of the same number.
        waitForEnd(process)
        return stateLock.withLock {
            isRunning = false
            return reap(process)
        }
    }

    /// Passes on what the process writes, until an event for which `onEvent` returns true.
    ///
    /// - Returns: nil, or the status with which the process ended before that.
    func wait(onText: (StreamName, String) -> Void, onEvent: (HostEvent) -> Bool) -> Int32? {
        while true {
            var sources = [events, output, errors].map {
                pollfd(fd: closed.contains($0) ? -1 : $0, events: Int16(POLLIN), revents: 0)
            }
            if !eventBytes.contains(UInt8(ascii: "\n")) { _ = poll(&sources, nfds_t(sources.count), -1) }
            let eventsGoOn = readEvents()
            // Text that was written before an event has arrived before it.
            drain(.stdout, output, onText)
            drain(.stderr, errors, onText)
            while let end = eventBytes.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(eventBytes[..<end])
                eventBytes.removeSubrange(...end)
                guard let event = HostEvent(line: line) else { continue }
                let isLast = onEvent(event)
                if event.isInOrder { _ = writeAll(acknowledgements, [1]) }
                if isLast { return nil }
            }
            if !eventsGoOn {
                for (name, text) in decoders.map({ ($0.key, $0.value) }) {
                    var text = text
                    let rest = text.finish()
                    if !rest.isEmpty { onText(name, rest) }
                }
                return finish()
            }
        }
    }

    private func readEvents() -> Bool {
        while let bytes = readAvailable(events) {
            if bytes.isEmpty { return true }
            eventBytes += bytes
        }
        return false
    }

    /// No more than a mebibyte at a time, so that a cell that prints without end cannot keep its events from being seen.
    private func drain(_ name: StreamName, _ descriptor: Int32, _ onText: (StreamName, String) -> Void) {
        for _ in 0..<16 {
            guard !closed.contains(descriptor), let bytes = readAvailable(descriptor) else {
                closed.insert(descriptor)
                return
            }
            if bytes.isEmpty { return }
            let text = decoders[name]!.decode(bytes)
            if !text.isEmpty { onText(name, text) }
        }
    }
}
