import Foundation
import TernCore

/// Writes a file so that its path holds either the old content or all of the new one, whatever happens in between.
///
/// The bytes go to a new file in the same folder, are forced to the disk, and take the path's place by renaming. Through a
/// symbolic link the file behind it is replaced. A replaced file's permissions are kept.
package final class AtomicFile {
    private let path: String
    private let operation: String
    private let temporaryPath: String
    private let descriptor: Int32
    private var isCommitted = false

    /// Runs `body`, which writes the whole content, and puts the result in its place. If anything fails nothing changes.
    ///
    /// - Throws: what `body` throws, or `TensorError` with the system's words.
    package static func write(
        _ path: String, _ operation: String, _ body: (AtomicFile) throws -> Void
    ) throws {
        let file = try AtomicFile(path, operation)
        try body(file)
        try file.commit()
    }

    private init(_ path: String, _ operation: String) throws {
        try SystemCall.check(path, operation)
        let existing = try AtomicFile.existingFile(at: path, operation)
        self.path = existing?.path ?? path
        self.operation = operation
        let folder = (self.path as NSString).deletingLastPathComponent
        let name = ".tern-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
        temporaryPath = (folder as NSString).appendingPathComponent(name)
        do {
            descriptor = try SystemCall.open(
                temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode: 0o666, operation)
        } catch var error as TensorError {
            error.message = error.message.replacingOccurrences(of: temporaryPath, with: path)
            throw error
        }
        if let mode = existing?.mode { fchmod(descriptor, mode) }
    }

    deinit {
        if !isCommitted {
            close(descriptor)
            unlink(temporaryPath)
        }
    }

    /// Appends bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while let base = rest.baseAddress, !rest.isEmpty {
            let written = Foundation.write(descriptor, base, min(rest.count, SystemCall.largestTransfer))
            if written < 0, errno == EINTR { continue }
            guard written >= 0 else { throw SystemCall.failure(path, operation) }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    /// Appends bytes.
    package func write(_ bytes: some Sequence<UInt8>) throws {
        try Array(bytes).withUnsafeBytes { try write($0) }
    }

    private func commit() throws {
        // Some file systems have no fsync; that is no reason to refuse.
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
            throw SystemCall.failure(path, operation)
        }
        guard rename(temporaryPath, path) == 0 else { throw SystemCall.failure(path, operation) }
        isCommitted = true
        // A full disk may show only here; the bytes were forced out before.
        close(descriptor)
        syncFolder()
    }

    /// Makes the renaming last, where the system can.
    private func syncFolder() {
        let folder = (path as NSString).deletingLastPathComponent
        let handle = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
        if handle >= 0 {
            fsync(handle)
            close(handle)
        }
    }

    /// The file that `path` leads to, if there is one, and its permissions.
    private static func existingFile(at path: String, _ operation: String) throws -> (path: String, mode: mode_t)? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let isDirectory = status.st_mode & S_IFMT == S_IFDIR
            throw TensorError(
                .file, operation, isDirectory ? "Is a directory: \(path)" : "Not a regular file: \(path)",
                hint: "files are replaced as a whole; name a file")
        }
        guard let resolved = realpath(path, nil) else { throw SystemCall.failure(path, operation) }
        defer { free(resolved) }
        // Renaming needs rights on the folder only, but a file that may not be written to is meant to stay.
        guard access(resolved, W_OK) == 0 else { throw SystemCall.failure(path, operation) }
        return (String(cString: resolved), status.st_mode & 0o777)
    }
}
