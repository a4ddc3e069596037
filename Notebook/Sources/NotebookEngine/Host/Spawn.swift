import Foundation

/// Starts a program.
///
/// - Parameters:
///   - descriptors: the child's descriptors and those of this process that they are. All others are closed.
///   - ownSession: whether signals from the terminal pass it by.
func spawn(
    _ arguments: [String], descriptors: [Int32: Int32], environment: [String: String]? = nil, ownSession: Bool = false
) throws -> pid_t {
    let variables = (environment ?? ProcessInfo.processInfo.environment).map { "\($0.key)=\($0.value)" }
    let (process, status) = ProcessStarter.shared.run {
        start(arguments, descriptors: descriptors, variables: variables, ownSession: ownSession)
    }
    guard status == 0 else {
        throw SessionError(description: "cannot start \(arguments[0]): \(String(cString: strerror(status)))")
    }
    return process
}

private func start(
    _ arguments: [String], descriptors: [Int32: Int32], variables: [String], ownSession: Bool
) -> (process: pid_t, status: Int32) {
    #if os(Linux)
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        let sessionFlag: Int32 = 0x80  // POSIX_SPAWN_SETSID, a macro that Swift doesn't see
    #else
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        let sessionFlag: Int32 = 0x400
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(Int32(POSIX_SPAWN_SETSIGMASK) | (ownSession ? sessionFlag : 0)))
    for (child, own) in descriptors.sorted(by: { $0.key < $1.key }) {
        posix_spawn_file_actions_adddup2(&actions, own, child)
    }
    for standard: Int32 in 0...2 where descriptors[standard] == nil {
        posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_RDWR, 0)
    }
    var process = pid_t()
    let status = withCStrings(arguments) { arguments in
        withCStrings(variables) { posix_spawn(&process, arguments[0]!, &actions, &attributes, arguments, $0) }
    }
    return (process, status)
}

private func withCStrings<R>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
    let copies = strings.map { strdup($0) } + [nil]
    defer { copies.forEach { free($0) } }
    return body(copies)
}

/// Waits for a child's end and leaves it unreaped: until it is reaped, no other process gets its number.
func waitForEnd(_ process: pid_t) {
    var info = siginfo_t()
    while waitid(P_PID, id_t(process), &info, WEXITED | WNOWAIT) < 0 && errno == EINTR {}
}

/// Waits for a child: its exit status, or 128 and the signal that ended it.
@discardableResult
func reap(_ process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
}
