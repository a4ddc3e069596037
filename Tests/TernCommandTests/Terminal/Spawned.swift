import Foundation

/// A program started as a shell starts it: in a session of its own, with every signal at its default, at a pseudo-terminal or with
/// pipes.
final class Spawned {
    /// Where the program's output goes.
    enum Output: Hashable {
        /// Input, output and errors are a terminal of that width.
        case terminal(columns: Int)
        /// Output and errors are pipes, the input is empty.
        case pipes
        /// The output is closed (`>&-`), the errors are a pipe.
        case closed
        /// The output's reader is gone, the errors are a pipe.
        case noReader
    }

    /// How a program ended.
    struct End: CustomStringConvertible {
        /// What the terminal showed, or the output's pipe brought.
        var output = ""
        /// What the errors' pipe brought.
        var errors = ""
        /// The exit status; nil after a signal.
        var status: Int32?
        /// The signal that ended it.
        var signal: Int32?
        var description: String {
            "status \(status.map(String.init) ?? "-"), signal \(signal.map(String.init) ?? "-")\n\(output)\(errors)"
        }
    }

    let process: pid_t
    private let master: Int32?
    private var readers: [Int32]
    private var collected: [Data]

    /// Starts a program.
    init(
        _ program: String, _ arguments: [String], environment: [String: String], folder: String, output: Output
    ) throws {
        var actions = SpawnActions()
        defer { actions.destroy() }
        var ownEnds: [Int32] = []
        defer { for end in ownEnds { close(end) } }
        func pipeEnds() throws -> (read: Int32, write: Int32) {
            var ends: [Int32] = [0, 0]
            try Spawned.check(pipe(&ends) == 0 ? 0 : errno, "pipe")
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            ownEnds.append(ends[1])
            return (ends[0], ends[1])
        }
        switch output {
        case .terminal(let columns):
            let (master, name, side) = try Spawned.openTerminal(columns)
            ownEnds.append(side)
            for stream in 0...2 { actions.open(Int32(stream), name, O_RDWR) }
            (self.master, readers) = (master, [master])
        case .pipes, .closed, .noReader:
            actions.open(0, "/dev/null", O_RDONLY)
            let errors = try pipeEnds()
            actions.duplicate(errors.write, 2)
            let pipe = output == .closed ? nil : try pipeEnds()
            if let pipe { actions.duplicate(pipe.write, 1) } else { actions.close(1) }
            if output == .noReader, let pipe { close(pipe.read) }
            (master, readers) = (nil, (output == .pipes ? pipe.map { [$0.read] } ?? [] : []) + [errors.read])
        }
        collected = readers.map { _ in Data() }
        for reader in readers { _ = fcntl(reader, F_SETFL, O_NONBLOCK) }
        // The shell goes to the folder, because posix_spawn cannot everywhere.
        let words = ["-c", "cd \"$0\" && exec \"$@\"", folder, program] + arguments
        process = try actions.spawn("/bin/sh", words, environment)
    }

    /// What the terminal, or the first pipe, has brought so far.
    var text: String { String(decoding: collected[0], as: UTF8.self) }

    /// Types at the terminal; `\u{3}` is Ctrl-C.
    func type(_ text: String) {
        guard let master else { return }
        _ = Array(text.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
    }

    /// Sends a signal to the program.
    func send(_ signal: Int32) { kill(process, signal) }

    /// Reads until the condition holds; whether it came to that before the program's end or the time's.
    func wait(seconds: Double = 120, until condition: (String) -> Bool) -> Bool {
        let end = Date() + seconds
        while Date() < end {
            read(waiting: 20)
            if condition(text) { return true }
            if hasEnded { return false }
        }
        return false
    }

    /// Reads until the program's end; kills it when that doesn't come in time.
    func end(seconds: Double = 120, whileWaiting: () -> Void = {}) -> End {
        let deadline = Date() + seconds
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            if Date() > deadline { kill(-process, SIGKILL) }
            read(waiting: 10)
            whileWaiting()
        }
        read(waiting: 0)
        for reader in readers { close(reader) }
        let texts = collected.map { String(decoding: $0, as: UTF8.self) }
        let signal = status & 0x7F
        return End(
            output: readers.count > 1 || master != nil ? texts[0] : "",
            errors: master == nil ? texts[texts.count - 1] : "",
            status: signal == 0 ? (status >> 8) & 0xFF : nil, signal: signal == 0 ? nil : signal)
    }

    private var hasEnded: Bool {
        var info = siginfo_t()
        return waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_signo != 0
    }

    /// Takes what has come.
    private func read(waiting milliseconds: Int32) {
        var polls = readers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        if poll(&polls, nfds_t(polls.count), milliseconds) <= 0 { return }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var isEmpty = true
        for (index, reader) in readers.enumerated() {
            while case let count = Foundation.read(reader, &bytes, bytes.count), count > 0 {
                collected[index].append(contentsOf: bytes[..<count])
                isEmpty = false
            }
        }
        // A stream whose other end is gone is always ready.
        if isEmpty, milliseconds > 0 { usleep(UInt32(milliseconds) * 1000) }
    }

    /// A terminal: this side of it, the other side's name, and the other side opened, which keeps the size and what is typed until
    /// the program has it.
    private static func openTerminal(_ columns: Int) throws -> (master: Int32, name: String, side: Int32) {
        var (master, side): (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        var name = [CChar](repeating: 0, count: 1024)
        try check(openpty(&master, &side, &name, nil, &size) == 0 ? 0 : errno, "openpty")
        for end in [master, side] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (master, String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self), side)
    }

    private static func check(_ code: Int32, _ what: String) throws {
        if code != 0 { throw SpawnFailure(what: what, code: code) }
    }
}

/// A system call of the tests that failed.
struct SpawnFailure: Error {
    let what: String
    let code: Int32
}
