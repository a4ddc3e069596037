import ArgumentParser
import Foundation
import NotebookEngine

struct EngineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine",
        abstract: "Speaks JSON lines: requests on the standard input, events on the standard output.")

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        // The front end asks for interrupts in its own words; the terminal's are meant for it.
        signal(SIGINT, SIG_IGN)
        let writer = EventWriter()
        let session: Session
        do { session = try Session() } catch {
            writer.write(["type": "error", "name": "SessionError", "value": "\(error)", "traceback": ["\(error)"]])
            throw ExitCode(69)
        }
        writer.write(["type": "ready", "version": EngineCommand.version, "swift": session.swiftVersion])
        RequestLoop(session, writer).run()
        session.shutdown()
    }

    static let version = 1
}
