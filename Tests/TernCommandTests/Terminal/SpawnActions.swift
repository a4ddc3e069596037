import Foundation

/// What `posix_spawn` does between the fork and the program's start.
struct SpawnActions {
    #if canImport(Darwin)
        private var actions: posix_spawn_file_actions_t?
    #else
        private var actions = posix_spawn_file_actions_t()
    #endif

    init() { posix_spawn_file_actions_init(&actions) }

    mutating func destroy() { posix_spawn_file_actions_destroy(&actions) }
    mutating func open(_ descriptor: Int32, _ path: String, _ mode: Int32) {
        posix_spawn_file_actions_addopen(&actions, descriptor, path, mode, 0)
    }
    mutating func duplicate(_ from: Int32, _ to: Int32) { posix_spawn_file_actions_adddup2(&actions, from, to) }
    mutating func close(_ descriptor: Int32) { posix_spawn_file_actions_addclose(&actions, descriptor) }

    /// Starts the program in a session of its own, so that the terminal that it opens is its own; signals have their defaults.
    mutating func spawn(
        _ program: String, _ arguments: [String], _ environment: [String: String]
    ) throws -> pid_t {
        #if canImport(Darwin)
            var attributes: posix_spawnattr_t?
        #else
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (all, none) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigemptyset(&all)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT] { sigaddset(&all, number) }
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        #if canImport(Darwin)
            let session = Int32(POSIX_SPAWN_SETSID)
        #else
            // <spawn.h> shows it to GNU sources only.
            let session: Int32 = 0x80
        #endif
        posix_spawnattr_setflags(&attributes, Int16(Int32(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | session))
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, program, &actions, &attributes, words, variables)
        if code != 0 { throw SpawnFailure(what: "posix_spawn \(program)", code: code) }
        return process
    }
}
