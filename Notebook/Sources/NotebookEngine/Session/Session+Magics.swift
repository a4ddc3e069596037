import Foundation
import NotebookSyntax

extension Session {
    /// Obeys the lines with `%` at a cell's beginning and takes them out of it.
    func obeyMagics(_ cell: inout RunningCell, _ onEvent: (CellEvent) -> Void) throws {
        var rest: String
        let magics: [Magic]
        (magics, rest) = Magic.take(from: cell.code)
        for magic in magics {
            switch magic.name {
            case "opt": try setOptimization(magic.argument)
            case "time":
                cell.isTimed = true
                // As in IPython, what stands behind is the code.
                if !magic.argument.isEmpty { rest = Session.replacing(line: magic.line, of: rest, by: magic.argument) }
            case "reset": try reset()
            case "who": onEvent(.stream(.stdout, who()))
            case "load": rest = try loaded(magic.argument) + rest
            case "package": try loadPackage(magic.argument, onEvent)
            case "help": onEvent(.stream(.stdout, Session.magicHelp))
            default:
                throw CellFailure("MagicError", "there is no %\(magic.name); there are:\n\(Session.magicHelp)")
            }
        }
        cell.code = rest
    }

    static let magicHelp = """
        %opt -O | -Onone   how this and the following cells are compiled
        %time              says how long the cell took
        %who               lists the variables, functions and types
        %load FILE         runs a file's text
        %package PATH      builds the Swift package in a folder and makes its libraries importable
        %reset             forgets everything

        """

    private func setOptimization(_ argument: String) throws {
        guard ["-O", "-Onone", "-Ounchecked", "-Osize"].contains(argument) else {
            throw CellFailure("MagicError", "%opt takes -O or -Onone, not '\(argument)'")
        }
        compiler.optimization = argument
    }

    /// Forgets all cells; the numbers go on.
    private func reset() throws {
        host.end()
        state = NotebookState()
        forgetPackages()
        host = try HostProcess(configuration, directory: workspace.path)
        load(supportLibraries)
    }

    private func loaded(_ path: String) throws -> String {
        let path = NSString(string: path).expandingTildeInPath
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CellFailure("MagicError", "%load: there is no file \(path)")
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            throw CellFailure("MagicError", "%load: \(path) is no UTF-8 text")
        }
        return text.hasSuffix("\n") ? text : text + "\n"
    }

    private func who() -> String {
        var lines = state.variables.sorted { $0.key < $1.key }.map { ($0.key, $0.value.type) }
        let declarations = state.live.flatMap { state.records[$0]!.visible }
        for (kind, title) in [(Declaration.Kind.computed, "computed"), (.function, "function"), (.type, "type")] {
            let names = declarations.filter { $0.kind == kind }.map { $0.name + (kind == .function ? $0.details : "") }
            lines += Set(names).sorted().map { ($0, title) }
        }
        guard !lines.isEmpty else { return "nothing is declared yet\n" }
        let width = lines.map(\.0.count).max() ?? 0
        return lines.map { $0.0 + String(repeating: " ", count: width - $0.0.count + 2) + $0.1 + "\n" }.joined()
    }

    private static func replacing(line number: Int, of text: String, by line: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.indices.contains(number - 1) { lines[number - 1] = line }
        return lines.joined(separator: "\n")
    }
}
