import Foundation
import Tern

/// Keeps a second run out of a folder. The system takes the lock back when the process ends, however it ends.
final class RunLock {
    private let descriptor: Int32

    /// Takes the lock of a folder.
    ///
    /// - Throws: `TensorError` that names the process that has it.
    init(_ folder: URL) throws {
        let path = folder.appendingPathComponent(".tern-run.lock").path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw TensorError(.file, "train", "cannot open \(path): \(String(cString: strerror(errno)))")
        }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
            let text = "\(getpid())\n"
            ftruncate(descriptor, 0)
            _ = pwrite(descriptor, text, text.utf8.count, 0)
        } else if errno == EWOULDBLOCK {
            let holder = RunLock.holder(descriptor)
            close(descriptor)
            throw TensorError(
                .file, "train", "\(holder) is writing its results into the folder \(folder.relativePath)",
                hint: "wait for its end, or name another --output")
        }
        // A file system without locks has none to wait for.
    }

    deinit { close(descriptor) }

    private static func holder(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(count, 0)).prefix { (48...57).contains($0) }
        return digits.isEmpty ? "another run" : "another run (process \(String(decoding: digits, as: UTF8.self)))"
    }
}
