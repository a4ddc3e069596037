import Foundation
import Testing

/// Every command that a README or a help page shows, as a reader runs it. A new one is tried as soon as it is written there.
@Suite struct EveryCommandTests {
    /// How the commands are run.
    enum Setting: String, CaseIterable, CustomTestStringConvertible {
        case terminal, narrowTerminal, dumbTerminal, terminalWithoutColor, pipes, closedOutput, goneReader, interrupted

        var testDescription: String { rawValue }

        var output: Spawned.Output {
            switch self {
            case .terminal, .dumbTerminal, .terminalWithoutColor, .interrupted: .terminal(columns: 80)
            case .narrowTerminal: .terminal(columns: 40)
            case .pipes: .pipes
            case .closedOutput: .closed
            case .goneReader: .noReader
            }
        }

        var environment: [String: String] {
            switch self {
            case .dumbTerminal: ["TERM": "dumb"]
            case .terminalWithoutColor: ["NO_COLOR": "1"]
            default: [:]
            }
        }
    }

    @Test func allAreKnown() throws {
        let shown = try DocumentedCommands.all.get()
        #expect(shown.count > 40)
        for command in shown {
            if case .unknown = Trial(command.command) {
                Issue.record("'\(command.command)' in \(command.place) is neither tried nor left out with a reason")
            }
        }
        #expect(try commands().count > 20)
    }

    @Test(arguments: Setting.allCases) func allWork(_ setting: Setting) throws {
        let place = try Workplace()
        defer { place.remove() }
        for arguments in try commands() {
            try place.trainOnce()
            let run = try place.start(arguments, setting.output, environment: setting.environment)
            // An end of the input, for those that read it.
            run.type("\u{4}")
            let end = setting == .interrupted ? interrupted(run) : run.end()
            check(end, setting, "tern \(arguments.joined(separator: " ")) (\(setting.rawValue))")
        }
        #expect(place.halfWritten.isEmpty)
    }

    private func commands() throws -> [[String]] {
        var (commands, seen) = ([[String]](), Set<[String]>())
        for shown in try DocumentedCommands.all.get() {
            if case .tern(let arguments) = Trial(shown.command), seen.insert(arguments).inserted {
                commands.append(arguments)
            }
        }
        return commands
    }

    /// Types Ctrl-C as soon as something is shown, and again until the program has ended.
    private func interrupted(_ run: Spawned) -> Spawned.End {
        _ = run.wait(seconds: 0.3) { !$0.isEmpty }
        var next = Date()
        return run.end {
            guard Date() > next else { return }
            run.type("\u{3}")
            next = Date() + 0.3
        }
    }

    private func check(_ end: Spawned.End, _ setting: Setting, _ what: String) {
        switch setting {
        case .interrupted: #expect(end.status == 0 || end.signal == SIGINT, "\(what): \(end)")
        case .goneReader:
            #expect(end.status == 0 || end.signal == SIGPIPE || end.errors.contains("cannot write"), "\(what): \(end)")
        default: #expect(end.status == 0, "\(what): \(end)")
        }
        if setting.environment.isEmpty == false || setting.output == .pipes {
            #expect(!end.output.contains("\u{1B}") && !end.errors.contains("\u{1B}"), "\(what): \(end)")
        }
        guard case .terminal(let columns) = setting.output else {
            // Nobody watches: no line is drawn over.
            return #expect(!end.errors.contains("\r") && !end.output.contains("\r"), "\(what): \(end)")
        }
        let screen = Screen(end.output)
        for line in screen.statusLines { #expect(line.count < columns, "\(what): \(line)") }
        for line in screen.lines where line.contains(where: Screen.isDrawing) {
            #expect(line.count <= columns, "\(what): \(line)")
        }
        if setting == .dumbTerminal { #expect(screen.statusLines.isEmpty, "\(what): \(end)") }
    }
}

/// What a terminal was sent.
struct Screen {
    /// The lines that stayed, without escape codes.
    var lines: [String] = []
    /// Those that others were drawn over.
    var statusLines: [String] = []

    init(_ text: String) {
        for line in text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false) {
            let drawn = line.replacing(#/\u{1B}\[[0-9;]*[A-Za-z]/#, with: "").split(
                separator: "\r", omittingEmptySubsequences: false)
            statusLines += drawn.dropLast().map(String.init).filter { !$0.isEmpty }
            lines.append(drawn.last.map(String.init) ?? "")
        }
    }

    /// Whether a character is one that curves, bars and pictures are made of.
    static func isDrawing(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        return (0x2800...0x28FF).contains(scalar.value) || (0x2580...0x259F).contains(scalar.value)
    }
}
