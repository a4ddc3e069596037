import Foundation
import Tern

/// The streams that every process is started with.
enum StandardStream {
    case output, errors

    /// Opens those that the process was started without (`tern … >&-`), to nothing: otherwise the next file that is opened takes
    /// such a stream's number, and lines meant for the reader go into it.
    static func openMissing() {
        // The lowest free number is taken, so each one that is missing is opened in turn.
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// Writes at once, also where the stream is a pipe; what a reader that has gone away doesn't take is lost.
    func write(_ text: String) { try? handle.write(contentsOf: Data(text.utf8)) }

    /// Writes at once.
    ///
    /// - Throws: `TensorError` with the system's words where that fails.
    func writeAll(_ text: String, for command: String) throws {
        do {
            try handle.write(contentsOf: Data(text.utf8))
        } catch {
            throw TensorError(.file, command, "cannot write: \(error.localizedDescription)")
        }
    }

    /// Whether a terminal shows it.
    var isTerminal: Bool { isatty(self == .output ? STDOUT_FILENO : STDERR_FILENO) == 1 }

    private var handle: FileHandle { self == .output ? .standardOutput : .standardError }
}
