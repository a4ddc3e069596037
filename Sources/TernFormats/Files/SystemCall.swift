import Foundation
import TernCore

/// What the files beside this one share: the system's words for a failure, and paths that are safe to hand to it.
enum SystemCall {
    /// Every system moves this much in one call.
    static let largestTransfer = 1 << 30

    /// The error of the call that just failed.
    static func failure(_ path: String, _ operation: String, code: Int32 = errno) -> TensorError {
        let hint: String? =
            switch code {
            case ENOENT where !path.hasPrefix("/"): "the path is relative to the folder that the program runs in"
            case EACCES, EPERM, EROFS: "the program's user may not do that there"
            case ENOSPC, EDQUOT: "nothing was changed; free some space and try again"
            default: nil
            }
        let kind: TensorError.Kind = code == ENOMEM ? .memory : .file
        return TensorError(kind, operation, "\(String(cString: strerror(code))): \(path)", hint: hint)
    }

    /// Refuses a path that C would end earlier than Swift does.
    static func check(_ path: String, _ operation: String) throws {
        guard !path.utf8.contains(0) else { throw TensorError(.value, operation, "embedded null byte in the path") }
    }

    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0, _ operation: String) throws -> Int32 {
        try check(path, operation)
        while true {
            let descriptor = Foundation.open(path, flags, mode)
            if descriptor >= 0 { return descriptor }
            guard errno == EINTR else { throw failure(path, operation) }
        }
    }
}
