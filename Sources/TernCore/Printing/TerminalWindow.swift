import Foundation

/// What the system and the environment tell of the terminal that a stream goes to.
package enum TerminalWindow {
    /// How many characters a line has; nil where the stream goes to no terminal, or to one that doesn't tell.
    package static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Whether a process with that environment may send escape codes to a terminal.
    package static func allowsStyle(_ environment: [String: String]) -> Bool {
        (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }
}
