import Foundation
import NotebookFiles

/// What was entered before, in this session and in earlier ones.
struct History {
    private(set) var entries: [String] = []
    private let file: URL?

    private static let limit = 1000

    /// Reads the file of earlier sessions. It holds an entry a line, in the form of JSON's strings.
    init(file: URL? = History.standardFile) {
        self.file = file
        guard let file, let text = try? String(contentsOf: file, encoding: .utf8) else { return }
        entries = text.split(separator: "\n").compactMap { line in
            try? JSONDecoder().decode(String.self, from: Data(line.utf8))
        }
    }

    /// Where the system wants such files, or what `TERN_REPL_HISTORY` says; nil, if that is empty.
    static var standardFile: URL? {
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["TERN_REPL_HISTORY"] { return path.isEmpty ? nil : URL(fileURLWithPath: path) }
        let state =
            environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory() + "/.local/state"
        return URL(fileURLWithPath: state).appendingPathComponent("tern/repl-history")
    }

    /// Adds an entry; one equal to the last is not kept twice.
    mutating func add(_ entry: String) {
        guard entries.last != entry, !entry.allSatisfy(\.isWhitespace) else { return }
        entries = (entries + [entry]).suffix(Self.limit)
        guard let file else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let lines = entries.compactMap { try? String(decoding: encoder.encode($0), as: UTF8.self) }
        // A history that cannot be written is no reason to stop.
        try? FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? TextFile.write(lines.joined(separator: "\n") + "\n", to: file.path)
    }
}
