import Foundation
import NotebookFiles

/// The three descriptors that every program expects.
enum StandardStreams {
    /// Opens those that are closed: otherwise the next file that is opened would get their numbers, and what is printed.
    static func open() {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest number that is free is this one.
            _ = Foundation.open("/dev/null", O_RDWR)
        }
    }
}

extension StandardStreams {
    /// Whether a terminal reads a descriptor that shows colours, to a user who wants them (see no-color.org).
    static func showsColours(_ descriptor: Int32) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        return isatty(descriptor) == 1 && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// The columns of the terminal that reads a descriptor; nil where none does.
    static func columns(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }
}

/// The standard output; what a reader that has gone away doesn't take is lost.
enum StandardOutput {
    static func write(_ text: String) { try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) }
}

/// The standard error output.
enum StandardError {
    static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    /// Writes text with a terminal's colours, which are left out where no terminal shows them.
    static func write(coloured text: String) {
        write(StandardStreams.showsColours(STDERR_FILENO) ? text : TerminalText.plain(text))
    }
}
