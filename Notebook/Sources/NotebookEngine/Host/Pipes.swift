import Foundation

/// A pipe whose ends close when a process is started, so that no child keeps the other end's reader waiting.
struct Pipe {
    let reading: Int32
    let writing: Int32

    init() throws {
        // Where processes are started: a child that another thread starts meanwhile would inherit the first numbers.
        (reading, writing) = ProcessStarter.shared.run {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { return (-1, -1) }
            defer { ends.forEach { _ = close($0) } }
            // Above the numbers that a child's descriptors get.
            return (fcntl(ends[0], F_DUPFD_CLOEXEC, 16), fcntl(ends[1], F_DUPFD_CLOEXEC, 16))
        }
        guard reading >= 0, writing >= 0 else { throw SessionError(description: "too many open files") }
    }
}

/// What is there to read now: empty where nothing is, nil at the end.
func readAvailable(_ descriptor: Int32, limit: Int = 1 << 16) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: limit)
    while true {
        let count = read(descriptor, &bytes, limit)
        if count > 0 { return Array(bytes[..<count]) }
        if count == 0 { return nil }
        if errno == EINTR { continue }
        return errno == EAGAIN ? [] : nil
    }
}

/// Writes all bytes; false when nobody reads any more.
func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return false }
        rest = rest.dropFirst(count)
    }
    return true
}

func makeNonBlocking(_ descriptor: Int32) { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) }
