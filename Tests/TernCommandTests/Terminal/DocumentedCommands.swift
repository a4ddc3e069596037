import Foundation

/// The commands that the README files and help pages show.
enum DocumentedCommands {
    /// A command and where it stands.
    struct Shown: Hashable {
        let command: String
        let place: String
    }

    /// All of them: lines of code blocks, and code within sentences that begins with a program's name.
    static let all = Result { try read() }

    private static func read() throws -> [Shown] {
        let files = try readmes().flatMap { file in
            try inMarkdown(String(contentsOf: file, encoding: .utf8)).map { Shown(command: $0, place: file.path) }
        }
        let pages = try helpPages().flatMap { page in
            inHelp(page.text).map { Shown(command: $0, place: "tern help \(page.name)") }
        }
        return files + pages
    }

    /// The checkout.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func readmes() throws -> [URL] {
        let walk = FileManager.default.enumerator(
            at: root, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
        return (walk?.compactMap { $0 as? URL } ?? []).filter { $0.lastPathComponent == "README.md" }.sorted {
            $0.path < $1.path
        }
    }

    /// The tool's page and those of the subcommands that it lists.
    static func helpPages() throws -> [(name: String, text: String)] {
        let main = try TernProcess.run("--help").output
        let list = main.components(separatedBy: "SUBCOMMANDS:\n").last ?? ""
        let names = list.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }.filter { $0 != "See" }
        return try [("", main)] + names.map { ($0, try TernProcess.run("help", $0).output) }
    }

    private static let programs = ["tern ", "swift run ", "swift build ", "swift test ", "python", "venv/"]

    private static func inMarkdown(_ text: String) -> [String] {
        var commands: [String] = []
        var fence: Substring?
        for line in text.split(separator: "\n") {
            if line.hasPrefix("```") {
                fence = fence == nil ? line.dropFirst(3) : nil
            } else if let fence {
                let isCommand = fence == "sh" || fence.isEmpty && programs.contains { line.hasPrefix($0) }
                if isCommand, !line.hasPrefix("#") { commands.append(String(line)) }
            } else {
                commands += line.matches(of: #/`([^`]+)`/#).map { String($0.1) }.filter { code in
                    programs.contains { code.hasPrefix($0) }
                }
            }
        }
        return commands
    }

    /// Indented lines that begin with `tern`, and what stands between backticks.
    private static func inHelp(_ text: String) -> [String] {
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("  ") }
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0.hasPrefix("tern ") }
        let inline = text.replacing("\n", with: " ").matches(of: #/`(tern [^`]+)`/#).map { String($0.1) }
        return lines + inline
    }

    /// The words of a command as a shell splits them, without comments.
    static func words(_ command: String) -> [String] {
        var (words, word, isQuoted, hasWord) = ([String](), "", false, false)
        for character in command {
            switch character {
            case "\"": (isQuoted, hasWord) = (!isQuoted, true)
            case " " where !isQuoted:
                if hasWord { words.append(word) }
                (word, hasWord) = ("", false)
            case "#" where !isQuoted && !hasWord: return words
            default: (word, hasWord) = (word + String(character), true)
            }
        }
        return hasWord ? words + [word] : words
    }
}
