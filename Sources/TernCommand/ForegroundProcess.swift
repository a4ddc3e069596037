import Foundation
import Tern

/// A program that is run in this one's place at the terminal: keys and Ctrl-C reach it. (Foundation's `Process` starts it in a process
/// group of its own, which the terminal keeps away from its keys and signals.)
enum ForegroundProcess {
    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - words: the program, which is looked for on the path, and its arguments.
    ///   - variables: what is added to the environment.
    ///   - input: what it reads. Default nothing.
    ///   - outputToErrors: whether its output goes to the standard error output. Default false.
    /// - Returns: its status; 128 and the signal's number after a signal, 127 where there is no such program.
    static func run(
        _ words: [String], variables: [String: String] = [:], input: Data? = nil, outputToErrors: Bool = false
    ) -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard input == nil || pipe(&ends) == 0 else { return 127 }
        for end in ends where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { for end in ends where end >= 0 { close(end) } }
        #if canImport(Darwin)
            var (actions, attributes): (posix_spawn_file_actions_t?, posix_spawnattr_t?) = (nil, nil)
        #else
            var (actions, attributes) = (posix_spawn_file_actions_t(), posix_spawnattr_t())
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        if input != nil {
            posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        if outputToErrors { posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for number in [SIGINT, SIGPIPE] { sigaddset(&defaults, number) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
        let arguments = words.map { strdup($0) } + [nil]
        let settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in arguments + settings { free(pointer) } }
        var process: pid_t = 0
        guard posix_spawnp(&process, words[0], &actions, &attributes, arguments, settings) == 0 else { return 127 }
        if let input { write(input, to: &ends) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }

    /// Writes what the program takes, and closes the pipe.
    private static func write(_ input: Data, to ends: inout [Int32]) {
        close(ends[0])
        input.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
                let count = Foundation.write(ends[1], base, rest.count)
                if count < 0, errno == EINTR { continue }
                // The reader has seen enough.
                if count <= 0 { break }
                rest = rest.dropFirst(count)
            }
        }
        close(ends[1])
        ends = [-1, -1]
    }
}
