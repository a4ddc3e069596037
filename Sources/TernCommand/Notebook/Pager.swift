import Foundation
import Tern
import TernCore

/// Shows long text a screen at a time, as `git` and `man` do.
enum Pager {
    /// Shows the text through the environment's `PAGER`, or `less`.
    ///
    /// - Returns: whether it was shown; not where no terminal is, or no pager, or one that is to do nothing.
    static func show(_ text: String) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        let command = environment["PAGER"] ?? "less"
        guard isatty(STDIN_FILENO) == 1, StandardStream.output.isTerminal, environment["TERM"] != "dumb",
            !["", "cat"].contains(command)
        else { return false }
        // Ctrl-C and an early end are the pager's affair.
        let before = [SIGINT, SIGPIPE].map { ($0, signal($0, SIG_IGN)) }
        defer { for (number, handler) in before { signal(number, handler) } }
        // What fits the screen is just printed; colours are shown; the text stays on the screen.
        let usual = environment["LESS"] == nil ? ["LESS": "FRX"] : [:]
        return ForegroundProcess.run(["/bin/sh", "-c", command], variables: usual, input: Data(text.utf8)) != 127
    }
}
