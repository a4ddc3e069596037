import Foundation
import NotebookSyntax

/// One message of the compiler.
struct CompilerMessage: Equatable {
    enum Severity: String { case error, warning, note }

    var severity: Severity
    var text: String
    /// The cell's number and the place in it; nil outside of cells.
    var cell: Int?
    var place: Place?

    /// Reads what the compiler wrote in its `llvm` style: `In [3]:2:7: error: ...` and excerpts, which are left out.
    static func parse(_ output: String) -> [CompilerMessage] {
        output.split(separator: "\n").compactMap { line in
            guard let match = line.wholeMatch(of: pattern), let severity = Severity(rawValue: String(match.4)) else {
                return nil
            }
            var message = CompilerMessage(severity: severity, text: cleaned(String(match.5)))
            if let row = match.2.flatMap({ Int($0) }), let column = match.3.flatMap({ Int($0) }),
                let found = CellPlanner.place(file: match.1, line: row, column: column)
            {
                (message.cell, message.place) = (found.cell, found.place)
            }
            return message
        }
    }

    private nonisolated(unsafe) static let pattern = /(.*?):(?:(\d+):(\d+):)? ?(error|warning|note): (.*)/

    /// The text without the modules that cells are to the compiler.
    private static func cleaned(_ text: String) -> String {
        text.replacing(/Cell_\d+\./, with: "").replacing(#/ in module 'Cell_\d+'/#, with: "")
    }

    /// Whether only the way in which cells are compiled brings it up.
    fileprivate var isOfScriptsOnly: Bool {
        severity == .warning
            && [
                "will not behave correctly if the owners of", "was already stated in the type's module",
                "will never be executed",
            ].contains { text.contains($0) }
    }
}

extension [CompilerMessage] {
    /// The messages without warnings that a cell doesn't deserve, and without the notes that belong to them.
    var withoutThoseOfScripts: [CompilerMessage] {
        var isLeftOut = false
        return filter {
            if $0.severity != .note { isLeftOut = $0.isOfScriptsOnly }
            return !isLeftOut
        }
    }
}
