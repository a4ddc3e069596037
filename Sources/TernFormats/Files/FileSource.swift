import Foundation
import TernCore

/// An open file. Reading is by position, so that several threads may read at once.
///
/// The file is read and not mapped into memory: a mapped file that somebody shortens kills the process.
package final class FileSource: ByteSource {
    package let name: String?
    package let count: Int
    private let operation: String
    private let descriptor: Int32

    /// Opens a regular file.
    ///
    /// - Throws: `TensorError` with the system's words.
    package init(_ path: String, _ operation: String) throws {
        name = path
        self.operation = operation
        // Not to wait for a writer where the path is a pipe.
        descriptor = try SystemCall.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, operation)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let failure = SystemCall.failure(path, operation)
            close(descriptor)
            throw failure
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            let isDirectory = status.st_mode & S_IFMT == S_IFDIR
            throw TensorError(
                .file, operation, isDirectory ? "Is a directory: \(path)" : "Not a regular file: \(path)",
                hint: isDirectory ? "name a file in it" : "read its bytes and parse those")
        }
        count = Int(status.st_size)
    }

    deinit { close(descriptor) }

    package func read(_ range: Range<Int>, into target: UnsafeMutableRawPointer) throws {
        var position = range.lowerBound
        while position < range.upperBound {
            let wanted = min(range.upperBound - position, SystemCall.largestTransfer)
            let got = pread(descriptor, target + (position - range.lowerBound), wanted, off_t(position))
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw SystemCall.failure(name ?? "", operation) }
            guard got > 0 else {
                throw TensorError(
                    .file, operation, "\(name ?? ""): the file was shortened while it was read",
                    hint: "replace files by renaming, not by writing into them")
            }
            position += got
        }
    }
}
